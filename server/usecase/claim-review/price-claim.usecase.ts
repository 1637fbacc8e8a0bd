import { receiptNumber, type JudgedBill, type Valuation } from '#shared/domain/claim/claim-review.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { ProcessClaimInput, ValuateClaimInput } from '#shared/protocol/claim-review.ts';
import { valueClaim } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import type { ClaimRow } from '../claim/ports.ts';
import type { Tx } from '../ports.ts';
import { judgedBills } from './judge-papers.usecase.ts';
import { actOnClaim, type ReviewCall } from './lock-claim.ts';
import { paidEarlier } from './year-totals.ts';

/**
 * 审核: what each receipt asks and what of it counts. Again in the same state: the bills are taken anew.
 * Throws as `actOnClaim`, and RefusalError `claim.bills-open` (none, or one that is questioned), `request.malformed`.
 */
export function processClaim(call: ReviewCall<ProcessClaimInput>): Promise<void> {
	return actOnClaim(call, 'process', async (tx, row) => {
		const bills = judgedBills(row, call.input.bills);
		if (bills.length === 0 || bills.some(({ verdict }) => verdict === 'questioned')) {
			throw new RefusalError({ code: 'claim.bills-open' });
		}
		await tx.claims.nameReceipts(
			row.id,
			bills.map(({ number }) => receiptNumber(number)),
		);
		const detail = { bills: bills.length, ...sumsOf(bills) };
		return { act: { act: 'process', bills }, detail };
	});
}

/**
 * 核价: the amount, within the range that the scheme's document leaves.
 * Throws as `actOnClaim`, and RefusalError `claim.amount-out-of-range` (or no level where one is needed: `request.malformed`).
 */
export function valuateClaim(call: ReviewCall<ValuateClaimInput>): Promise<void> {
	const { level, approvedFen, words } = call.input;
	return actOnClaim(call, 'valuate', async (tx, row) => {
		const valuation = await valuationOf(tx, row, { level, approvedFen, words });
		const { minFen, maxFen, schemeVersion } = valuation;
		if (approvedFen < minFen || approvedFen > maxFen) {
			throw new RefusalError({ code: 'claim.amount-out-of-range' });
		}
		return {
			act: { act: 'valuate', valuation },
			row: { valuation },
			detail: { approvedFen, minFen, maxFen, schemeVersion },
		};
	});
}

async function valuationOf(
	tx: Tx,
	row: ClaimRow,
	chosen: { level: string | null; approvedFen: number; words: string },
): Promise<Valuation> {
	const scheme = schemeById(row.schemeId);
	assert(scheme, 'a claim that was handed in has its scheme');
	const { askedFen, adjustedFen } = sumsOf(await standingBills(tx, row.id));
	const value = valueClaim(scheme, {
		claimKind: row.claimKind,
		level: chosen.level,
		eligibleFen: adjustedFen,
		paidEarlierFen: await paidEarlier(tx, row),
	});
	if (!value) throw new RefusalError({ code: 'request.malformed', path: 'level' });
	const { approvedFen, words } = chosen;
	return { ...value, askedFen, approvedFen, words: words.trim(), schemeVersion: scheme.version };
}

/** The bills as they were taken last. */
async function standingBills(tx: Tx, claimId: string): Promise<JudgedBill[]> {
	const acts = await tx.claimActs.list(claimId);
	const newest = acts.findLast(({ content }) => content.act === 'process');
	return newest?.content.act === 'process' ? newest.content.bills : [];
}

function sumsOf(bills: readonly Pick<JudgedBill, 'askedFen' | 'adjustedFen'>[]) {
	const sum = (of: (bill: (typeof bills)[number]) => number) =>
		bills.reduce((fen, bill) => fen + of(bill), 0);
	return { askedFen: sum(({ askedFen }) => askedFen), adjustedFen: sum(({ adjustedFen }) => adjustedFen) };
}
