/** Very many cases, orders and payments, written as fast as it goes: what is looked at is the reading. */
import { sql } from 'kysely';
import type { Database } from '#server/store/database.ts';

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const given = '晓云川青禾雪梅明华建国志强丽娟秀英伟芳敏静';

/** Another surname, given name and school with every number; each hundredth is clean and each thousandth was set aside. */
const made = sql`
	select ('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id, i,
		(array['declared', 'approved', 'approved', 'approved', 'returned', 'rejected'])[1 + i % 6] as state,
		(array['kmmu', 'ynau', 'ynufe', 'cc-demo-university'])[1 + (i / 7) % 4] as school_code,
		(array['yunnan-kunming-2023', 'changchun-2023'])[1 + (i / 11) % 2] as scheme_id,
		substr(${surnames}, 1 + i % 20, 1) || substr(${given}, 1 + (i / 20) % 20, 1)
			|| substr(${given}, 1 + (i / 400) % 20, 1) as name`;

/**
 * Adds `count` enrollments of one owner from number `from` on, half of the approved ones with an order. No trigger
 * fires and no key is checked, so the columns that a trigger keeps are given.
 */
export async function fillEnrollments(
	{ owner }: Database,
	{ accountId, from, count }: { accountId: string; from: number; count: number },
): Promise<void> {
	await owner.transaction().execute(async (trx) => {
		await sql`set local session_replication_role = replica`.execute(trx);
		await sql`insert into enrollment (id, owner_account_id, person_id, scheme_id, school_code, state, fields, consent,
				content_hash, school_confirmed, case_number, submitted_at_ms, submitted_on, created_at_ms, updated_at_ms,
				newest_outcome, finding_count, is_clean, is_sampled)
			select id, ${accountId}::uuid, id, scheme_id, school_code, state,
				jsonb_build_object('name', name, 'studentNumber', '2022' || lpad(i::text, 8, '0'),
					'phone', '139' || lpad(i::text, 8, '0')),
				'{}', 'h', true, 'K23-' || lpad((900000 + i)::text, 7, '0'), 1660000000000 + i * 1000::bigint, '2022-10-15', 0, 0,
				'ready', 0, i % 100 < 6, i % 1000 < 6
			from (${made} from generate_series(${from}::int, ${from + count - 1}::int) i) m`.execute(trx);
		await sql`insert into payment_order (id, enrollment_id, owner_account_id, person_id, scheme_id, school_code,
				insurance_year, payer_name_masked, state, fee, amount_fen, serial, created_at_ms, updated_at_ms, attempts,
				next_try_at_ms)
			select id, id, ${accountId}::uuid, id, scheme_id, school_code, 2023, '测**',
				case when i % 12 < 6 then 'due' else 'paid' end, '{}', 35000,
				'2022' || lpad(i::text, 14, '0'), 1660000000000 + i * 1000::bigint, 0, 0, 0
			from (${made} from generate_series(${from}::int, ${from + count - 1}::int) i) m
			where state = 'approved'`.execute(trx);
	});
}

/** The statistics that a plan rests on. */
export async function lookOverTables({ owner }: Database): Promise<void> {
	for (const table of ['enrollment', 'payment_order', 'case_hold', 'bulk_item']) {
		await sql`vacuum analyze ${sql.id(table)}`.execute(owner);
	}
}
