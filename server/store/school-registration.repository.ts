import { sql } from 'kysely';
import type { SchoolRegistrationTable } from '#server/usecase/office/ports.ts';
import type { Trx } from './database.ts';

/** See `SchoolRegistrationTable` for what each call promises. */
export function schoolRegistrationRepository(trx: Trx): SchoolRegistrationTable {
	return {
		async insert(mark) {
			const result = await trx
				.insertInto('school_registration')
				.values({
					enrollment_id: mark.enrollmentId,
					school_code: mark.schoolCode,
					marked_by_account_id: mark.markedBy,
					marked_at_ms: mark.markedAtMs,
					marked_on: mark.markedOn,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async has(enrollmentId) {
			const marked = await trx
				.selectFrom('school_registration')
				.select('enrollment_id')
				.where('enrollment_id', '=', enrollmentId)
				.executeTakeFirst();
			return marked !== undefined;
		},
		held: (schoolCode, rule, limit) => held(trx, schoolCode, rule, limit),
	};
}

async function held(trx: Trx, schoolCode: string, rule: string, limit: number) {
	const waiting = trx
		.selectFrom('enrollment as e')
		.innerJoin('payment_order as o', 'o.enrollment_id', 'e.id')
		.where('e.school_code', '=', schoolCode)
		.where('e.state', '=', 'approved')
		.where('o.state', '=', 'due')
		.where(sql<boolean>`o.fee -> 'findings' @> ${JSON.stringify([{ rule }])}::text::jsonb`)
		.where((eb) =>
			eb.not(
				eb.exists(
					eb
						.selectFrom('school_registration as r')
						.select('r.enrollment_id')
						.whereRef('r.enrollment_id', '=', 'e.id'),
				),
			),
		);
	const { count } = await waiting
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	const rows = await waiting
		.select([
			'e.id as id',
			'o.payer_name_masked as nameMasked',
			'e.case_number as caseNumber',
			sql<string | null>`e.fields ->> 'studentNumber'`.as('studentNumber'),
		])
		.orderBy('e.case_number')
		.limit(limit)
		.execute();
	return { rows, total: Number(count) };
}
