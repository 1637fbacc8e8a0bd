import { RefusalError } from '#shared/errors/refusal.ts';
import type { StopForm } from '#shared/domain/stop/stop-form.ts';
import type { ConfirmStopInput, StopView } from '#shared/protocol/stop.ts';
import { assert } from '#shared/std/assert.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { countHits, limits } from '../account/limits.ts';
import type { PersonRow } from '../account/ports.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { StopRow } from './ports.ts';
import { settleStop } from './settle-stop.ts';
import { stopToView } from './stop-view.ts';

/**
 * 停保登记: the request is written down, the register is asked, its answer is written down (Y12: 提交成功即办理成功).
 * The same id again is the same request, so that a reply that got lost stops nothing twice. One that the register
 * did not answer stays `requested`: `readLatestStop` asks what became of it, nothing carries it out later by itself.
 *
 * Throws RefusalError `auth.not-bound`, `enrollment.not-own` (another person than the account's), `stop.not-today`,
 * `stop.id-taken`, `auth.register-silent`, `request.too-many`.
 */
export async function confirmStop(call: {
	services: Services;
	actor: AccountActor;
	input: ConfirmStopInput;
}): Promise<StopView> {
	const { services, actor, input } = call;
	await countHits(services, [{ limit: limits.stopByAccount, of: actor.accountId }]);
	const asked = await services.uow.run(actor, async (tx) => {
		const before = await tx.stops.get(input.id);
		if (before && !isSameRequest(before, input)) throw new RefusalError({ code: 'stop.id-taken' });
		if (before && before.state !== 'requested') return before;
		// It is effective at once: what was filled in or sent on another day is looked at again first.
		if (input.form.stopOn !== services.businessDate.today())
			throw new RefusalError({ code: 'stop.not-today' });
		if (before) return before;
		requireOwn(await tx.persons.findByAccount(actor.accountId), input.form);
		const row: StopRow = {
			id: input.id,
			ownerAccountId: actor.accountId,
			enrollmentId: input.enrollmentId,
			form: input.form,
			state: 'requested',
			receiptNumber: null,
			refusal: null,
			requestedAtMs: services.clock.nowMs(),
			settledAtMs: null,
		};
		if (!(await tx.stops.insert(row))) throw new RefusalError({ code: 'stop.id-taken' });
		const atMs = row.requestedAtMs;
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'stop.request',
			subject: input.id,
			detail: {},
		});
		return row;
	});
	if (asked.state !== 'requested') return stopToView(asked);
	// No transaction is open while the register is asked: a slow one would hold its rows.
	const answer = await services.register.stopInsurance(asked.id, asked.form);
	const settled = await settleStop(services, asked.id, answer);
	assert(settled, 'a request that was written down stays');
	return stopToView(settled);
}

function isSameRequest(before: StopRow, { form, enrollmentId }: ConfirmStopInput): boolean {
	return before.enrollmentId === enrollmentId && canonicalJson(before.form) === canonicalJson(form);
}

function requireOwn(person: PersonRow | null, form: StopForm): void {
	if (!person) throw new RefusalError({ code: 'auth.not-bound' });
	const isOwn =
		person.name === form.name && person.idType === form.idType && person.idNumber === form.idNumber;
	if (!isOwn) throw new RefusalError({ code: 'enrollment.not-own' });
}
