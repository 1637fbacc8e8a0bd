import {
	questionsOf,
	receiptNumber,
	standingVerdicts,
	type BillJudgement,
	type JudgedBill,
	type JudgedPaper,
	type PaperJudgement,
} from '#shared/domain/claim/claim-review.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { CheckClaimInput, RejectClaimInput, ReturnClaimInput } from '#shared/protocol/claim-review.ts';
import type { ClaimRow } from '../claim/ports.ts';
import type { Tx } from '../ports.ts';
import { actOnClaim, type ReviewCall } from './lock-claim.ts';

/**
 * 核对: every paper was looked at and accepted, now or before and unchanged since.
 * Throws as `actOnClaim`, and RefusalError `claim.papers-open` (path: the paper), `request.malformed`.
 */
export function checkClaim(call: ReviewCall<CheckClaimInput>): Promise<void> {
	return actOnClaim(call, 'check', async (tx, row) => {
		const papers = judgedPapers(row, call.input.papers);
		const standing = standingVerdicts([...(await earlierVerdicts(tx, row.id)), ...papers], row.documents);
		const open = Object.keys(row.documents).find((key) => standing.get(key)?.verdict !== 'accepted');
		if (open !== undefined) throw new RefusalError({ code: 'claim.papers-open', path: `documents.${open}` });
		return { act: { act: 'check', papers }, detail: { papers: papers.length } };
	});
}

/**
 * 退回补件: what was questioned goes back to its owner, and only that must be sent again.
 * Throws as `actOnClaim`, and RefusalError `request.malformed` (a paper that the claim does not have, nothing questioned).
 */
export function returnClaim(call: ReviewCall<ReturnClaimInput>): Promise<void> {
	return actOnClaim(call, 'return', async (_tx, row) => {
		const papers = judgedPapers(row, call.input.papers);
		const bills = judgedBills(row, call.input.bills);
		const questions = questionsOf(papers, bills);
		if (questions.length === 0) throw new RefusalError({ code: 'request.malformed', path: 'papers' });
		const codes = questions.map(({ paper, code }) => `${paper}:${code}`).join(' ');
		return { act: { act: 'return', papers, bills }, detail: { codes }, tells: 'claim-returned' };
	});
}

/** 不予报销, with the reason in words. Throws as `actOnClaim`, and RefusalError `request.malformed`. */
export function rejectClaim(call: ReviewCall<RejectClaimInput>): Promise<void> {
	const { code, words } = call.input;
	return actOnClaim(call, 'reject', async (_tx, row) => ({
		act: { act: 'reject', code, words: words.trim(), papers: judgedPapers(row, call.input.papers) },
		row: { decidedOn: call.services.businessDate.today() },
		detail: { code },
		tells: 'claim-rejected',
	}));
}

/** Each with the pages that it is about. */
function judgedPapers(row: ClaimRow, papers: readonly PaperJudgement[]): JudgedPaper[] {
	return papers.map((one, i) => {
		const was = row.documents[one.paper];
		if (!was) throw new RefusalError({ code: 'request.malformed', path: `papers.${i}.paper` });
		return { ...one, words: one.words.trim(), was };
	});
}

/** Bills of papers that the claim has, their numbers as typed. Throws RefusalError `request.malformed`. */
export function judgedBills(row: ClaimRow, bills: readonly BillJudgement[]): JudgedBill[] {
	return bills.map((bill, i) => {
		const was = row.documents[bill.paper];
		if (!was || receiptNumber(bill.number) === '') {
			throw new RefusalError({ code: 'request.malformed', path: `bills.${i}` });
		}
		return { ...bill, number: bill.number.trim(), words: bill.words.trim(), was };
	});
}

/** What reviewers have said of papers so far, oldest first. */
async function earlierVerdicts(tx: Tx, claimId: string): Promise<JudgedPaper[]> {
	const acts = await tx.claimActs.list(claimId);
	return acts.flatMap(({ content }) => ('papers' in content ? content.papers : []));
}
