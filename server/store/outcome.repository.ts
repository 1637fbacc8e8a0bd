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
			await these(ids)
				.set({
					word,
					word_basis: jsonb(basis),
					word_by_account_id: accountId,
					word_at_ms: atMs,
					updated_at_ms: atMs,
				})
				.execute();
		},
		async clear(ids, atMs) {
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
		page: (query, after, limit) => pageOfStudents(trx, query, after, limit),
		count: (query) => countStudents(trx, query),
	};
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
