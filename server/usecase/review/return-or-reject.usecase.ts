import type { ReviewReason } from '#shared/domain/review/reasons.ts';
import type { ApproveInput, RejectInput, ReturnInput } from '#shared/protocol/review.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services } from '../ports.ts';
import { keptReasons } from './kept-reasons.ts';
import { lockForReview } from './lock-for-review.ts';

interface Word {
	act: 'return' | 'reject';
	/** The evaluation that the reviewer saw, and whether they know in whose hands the case is. */
	seen: ApproveInput;
	/** The reasons as they are kept, once the row is known. Throws `request.malformed`. */
	reasons(row: EnrollmentRow): ReviewReason[];
}

/**
 * 退回补正: the form opens again for its owner with a reason beside each place. A questioned signature falls, so
 * that it is given anew. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`,
 * `enrollment.content-changed` (another evaluation is newest), `enrollment.wrong-state`, `request.malformed` (a
 * field that the form does not have, a signature that is not there).
 */
export function returnEnrollment(call: {
	services: Services;
	actor: AccountActor;
	input: ReturnInput;
}): Promise<void> {
	const { reasons, ...seen } = call.input;
	return judge(call, { act: 'return', seen, reasons: (row) => keptReasons(row, reasons) });
}

/** 不予通过: the end of this enrollment. Throws as `returnEnrollment`. */
export function rejectEnrollment(call: {
	services: Services;
	actor: AccountActor;
	input: RejectInput;
}): Promise<void> {
	const { code, words, ...seen } = call.input;
	const reason = { target: 'form', field: null, code, words: words.trim(), was: null } as const;
	return judge(call, { act: 'reject', seen, reasons: () => [reason] });
}

async function judge(
	{ services, actor }: { services: Services; actor: AccountActor },
	word: Word,
): Promise<void> {
	const { id, evaluationId } = word.seen;
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const { row, next } = await lockForReview(tx, { services, actor }, word.seen, word.act);
		const reasons = word.reasons(row);
		const nowMs = services.clock.nowMs();
		const signatureFalls = reasons.some(({ target }) => target === 'signature');
		await tx.enrollments.update({
			...row,
			state: next,
			signatureHash: signatureFalls ? null : row.signatureHash,
			decidedAtMs: nowMs,
			decidedOn: services.businessDate.today(),
			updatedAtMs: nowMs,
		});
		const act = word.act === 'return' ? 'returned' : 'rejected';
		await tx.reviewWords.append(id, actor.accountId, { act, reasons, atMs: nowMs });
		await tx.holds.remove(id);
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id });
		await tellOwner(tx, services, { kind: act, accountId: row.ownerAccountId, enrollmentId: id });
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: `enrollment.${word.act}`,
			subject: id,
			// The words may name a person; the codes do not.
			detail: { evaluationId, codes: reasons.map(({ code }) => code).join(' ') },
		});
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}
