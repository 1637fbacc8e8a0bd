import { sql } from 'kysely';
import type { CorrectionTable, ReviewWordTable, SubmissionTable } from '#server/usecase/enrollment/ports.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

export function submissionRepository(trx: Trx): SubmissionTable {
	return {
		async append(enrollmentId, content) {
			await executeLater(
				trx,
				sql`insert into submission (enrollment_id, content)
				values (${enrollmentId}, ${jsonb(content)})`,
			);
		},
		async list(enrollmentId) {
			const rows = await trx
				.selectFrom('submission')
				.select('content')
				.where('enrollment_id', '=', enrollmentId)
				.orderBy('n')
				.execute();
			return rows.map((row) => row.content);
		},
	};
}

export function reviewWordRepository(trx: Trx): ReviewWordTable {
	return {
		async append(enrollmentId, reviewerId, word) {
			await executeLater(
				trx,
				sql`insert into review_word (enrollment_id, reviewer_account_id, content)
				values (${enrollmentId}, ${reviewerId}, ${jsonb(word)})`,
			);
		},
		async list(enrollmentId) {
			const rows = await trx
				.selectFrom('review_word')
				.select('content')
				.where('enrollment_id', '=', enrollmentId)
				.orderBy('n')
				.execute();
			return rows.map((row) => row.content);
		},
	};
}

export function correctionRepository(trx: Trx): CorrectionTable {
	return {
		async append(enrollmentId, reviewerId, correction) {
			await executeLater(
				trx,
				sql`insert into correction (enrollment_id, reviewer_account_id, content)
				values (${enrollmentId}, ${reviewerId}, ${jsonb(correction)})`,
			);
		},
		async list(enrollmentId) {
			const rows = await trx
				.selectFrom('correction')
				.select('content')
				.where('enrollment_id', '=', enrollmentId)
				.orderBy('n')
				.execute();
			return rows.map((row) => row.content);
		},
	};
}
