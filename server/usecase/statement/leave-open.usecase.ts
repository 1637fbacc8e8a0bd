import { outcomesForAPerson } from '#shared/domain/payment/statement.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { LeaveOpenInput } from '#shared/protocol/money.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/**
 * A clerk leaves something as it is, with a reason: no money moves, and it can be taken up at any time. Throws
 * RefusalError `request.not-found` where there is nothing of that kind to be done about it, `request.malformed`
 * for `other` without words.
 */
export async function leaveOpen(call: {
	services: Services;
	actor: AccountActor;
	input: LeaveOpenInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const { kind, subject, line, reason } = input;
	const words = input.words?.trim() || null;
	if (reason === 'other' && words === null) {
		throw new RefusalError({ code: 'request.malformed', path: 'words' });
	}
	await services.uow.run(actor, async (tx) => {
		if (!(await isOpen(tx, input))) throw new RefusalError({ code: 'request.not-found' });
		const { accountId } = actor;
		const atMs = services.clock.nowMs();
		await tx.statements.leave({ kind, subject, line, reason, words, accountId, atMs });
		// The words stay in their table: a log is no place for what a person types.
		const detail = { kind, line, reason };
		await tx.audit.append({ atMs, actor: accountId, act: 'money.leave', subject, detail });
	});
}

async function isOpen(tx: Tx, { kind, subject, line }: LeaveOpenInput): Promise<boolean> {
	if (kind === 'row') {
		const outcome = await tx.statements.outcomeOf(subject, line);
		return outcomesForAPerson.some((one) => one === outcome);
	}
	if (line !== 0) return false;
	if (kind === 'held') {
		const stray = await tx.strays.get(subject);
		return stray !== null && stray.appliedAtMs === null && stray.refundDueAtMs === null;
	}
	const payment = await tx.payments.ofOrder(subject);
	return payment !== null && payment.settledAtMs === null;
}
