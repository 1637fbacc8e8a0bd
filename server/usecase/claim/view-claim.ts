import { questionsOf, type ClaimWord } from '#shared/domain/claim/claim-review.ts';
import type { ClaimView } from '#shared/protocol/view.ts';
import type { Tx } from '../ports.ts';
import type { ClaimActRow, ClaimRow } from './ports.ts';

/** What its owner sees of a claim: no reviewer by name, and an amount only once it was confirmed. */
export async function viewClaim(tx: Tx, row: ClaimRow): Promise<ClaimView> {
	const { id, schemeId, claimKind, state, fields, documents, submittedAtMs, submittedOn, updatedAtMs } = row;
	const acts = state === 'draft' ? [] : await tx.claimActs.list(id);
	return {
		id,
		schemeId,
		claimKind,
		state,
		fields,
		documents,
		submittedAtMs,
		submittedOn,
		timeline: acts.map(({ content, atMs }) => ({ act: content.act, atMs })),
		review: wordOf(row, acts),
		valuation: state === 'approved' ? row.valuation : null,
		updatedAtMs,
	};
}

/** Why it came back or was not granted; null while nothing such stands. */
export async function wordOn(tx: Tx, row: ClaimRow): Promise<ClaimWord | null> {
	if (row.state !== 'returned' && row.state !== 'rejected') return null;
	return wordOf(row, await tx.claimActs.list(row.id));
}

function wordOf({ state }: ClaimRow, acts: ClaimActRow[]): ClaimWord | null {
	const newest = acts.findLast(({ content }) => content.act === 'return' || content.act === 'reject');
	if (!newest) return null;
	const { content, atMs } = newest;
	if (state === 'returned' && content.act === 'return') {
		const questions = questionsOf(content.papers, content.bills);
		return { act: 'returned', questions, code: null, words: '', atMs };
	}
	if (state === 'rejected' && content.act === 'reject') {
		return { act: 'rejected', questions: [], code: content.code, words: content.words, atMs };
	}
	return null;
}
