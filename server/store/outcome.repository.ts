import { sql, type SqlBool } from 'kysely';
import type { OutcomeStanding, OutcomeTable } from '#server/usecase/outcome/ports.ts';
import type { OutcomeWord } from '#shared/domain/roster/outcome.ts';
import { jsonb, type Trx } from './database.ts';
import { leavingCounts, outcomeSums } from './outcome-sums.ts';
import { countStudents, pageOfStudents } from './outcome-students.ts';

/** See `OutcomeTable` for what each call promises. */
export function outcomeRepository(trx: Trx): OutcomeTable {
	const these = (ids: readonly string[]) => trx.updateTable('roster_student').where('id', 'in', ids);
	return {
		async schemesOf(schoolCode) {
			const rows = await trx
				.selectFrom('roster_student')
				.select('scheme_id')
				.distinct()
				.where('school_code', '=', schoolCode)
				.orderBy('scheme_id')
				.execute();
			return rows.map(({ scheme_id: id }) => id);
		},
		sums: (of) => outcomeSums(trx, of),
		leaving: (of) => leavingCounts(trx, of),
		lock: (schoolCode, ids) => lock(trx, schoolCode, ids),
		async say(ids, { word, ...basis }, { accountId, atMs }) {
			await endScans(trx, ids, atMs);
			await these(ids)
				.set({
					word,
					word_basis: jsonb(basis),
					word_by_account_id: accountId,
					word_at_ms: atMs,
					updated_at_ms: atMs,
				})
				.execute();
			if (!('fileHash' in basis) || basis.fileHash === null) return;
			await sql`insert into outcome_scan (student_id, school_code, owner_account_id, hash, students, said_at_ms)
				select id, school_code, ${accountId}, ${basis.fileHash}, ${ids.length}::int, ${atMs}::bigint
				from roster_student where id = any(${[...ids]}::uuid[])`.execute(trx);
		},
		async clear(ids, atMs) {
			await endScans(trx, ids, atMs);
			const none = { word: null, word_basis: null, word_by_account_id: null, word_at_ms: null };
			await these(ids)
				.set({ ...none, updated_at_ms: atMs })
				.execute();
		},
		async stay(ids, reason, { accountId, atMs }) {
			const stay = { stay_reason: reason, stay_by_account_id: accountId, stay_at_ms: atMs };
			await these(ids)
				.set({ ...stay, updated_at_ms: atMs })
				.execute();
		},
		async endStay(ids, atMs) {
			const none = { stay_reason: null, stay_by_account_id: null, stay_at_ms: null };
			await these(ids)
				.set({ ...none, updated_at_ms: atMs })
				.execute();
		},
		async scanOwner(schoolCode, studentId, hash) {
			const scan = await trx
				.selectFrom('outcome_scan')
				.select('owner_account_id')
				.where('school_code', '=', schoolCode)
				.where('student_id', '=', studentId)
				.where('hash', '=', hash)
				.where('ended_at_ms', 'is', null)
				.executeTakeFirst();
			return scan?.owner_account_id ?? null;
		},
		page: (query, after, limit) => pageOfStudents(trx, query, after, limit),
		count: (query) => countStudents(trx, query),
	};
}

async function endScans(trx: Trx, ids: readonly string[], atMs: number): Promise<void> {
	const open = trx
		.updateTable('outcome_scan')
		.where('student_id', 'in', ids)
		.where('ended_at_ms', 'is', null);
	await open.set({ ended_at_ms: atMs }).execute();
}

/** Always in the same order, so that two administrators do not wait for each other in a circle. */
async function lock(trx: Trx, schoolCode: string, ids: readonly string[]): Promise<OutcomeStanding[]> {
	const rows = await trx
		.selectFrom('roster_student as s')
		.leftJoin('enrollment as e', 'e.id', 's.enrollment_id')
		.select([
			's.id',
			's.word',
			'e.state as enrollmentState',
			's.is_leaving as isLeaving',
			sql<SqlBool>`s.stay_reason is not null`.as('isStaying'),
		])
		.where('s.school_code', '=', schoolCode)
		.where('s.id', 'in', ids)
		.orderBy('s.id')
		.forUpdate('s')
		.execute();
	return rows.map((row) => ({
		...row,
		word: row.word as OutcomeWord | null,
		isStaying: Boolean(row.isStaying),
	}));
}
