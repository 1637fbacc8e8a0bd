/*
 * A case in a reviewer's hands: others see that it is, and are asked before they decide it. It is a courtesy with an
 * end, no lock: what somebody wrote stays with them whoever takes the case, and of two decisions the first counts.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ReviewFilter, TakeCaseInput } from '#shared/protocol/review-desk.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { checkApart } from './check-apart.ts';
import { checkHolder } from './check-holder.ts';
import { deskQuery } from './find-cases.usecase.ts';

/** Others may take a free case just then; so many times the next one is looked for. */
const mostTries = 10;

interface Call {
	services: Services;
	actor: AccountActor;
}

async function hold(tx: Tx, { services, actor }: Call, id: string): Promise<void> {
	const takenAtMs = services.clock.nowMs();
	const untilMs = takenAtMs + services.review.holdMinutes * 60_000;
	const before = await tx.holds.of(id);
	await tx.holds.put(id, { reviewerAccountId: actor.accountId, takenAtMs, untilMs });
	const isTakenOver =
		before !== null && before.untilMs > takenAtMs && before.reviewerAccountId !== actor.accountId;
	await tx.audit.append({
		atMs: takenAtMs,
		actor: actor.accountId,
		act: 'review.take',
		subject: id,
		detail: { untilMs, isTakenOver },
	});
}

/**
 * Takes a waiting case in hand; one's own again for longer. Throws RefusalError `request.not-found`,
 * `enrollment.own-review`, `enrollment.own-entry`, `enrollment.wrong-state`, `review.held` (by another, who is not passed over unasked).
 */
export async function takeCase(call: Call & { input: TakeCaseInput }): Promise<void> {
	const { services, actor, input } = call;
	await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.lock(input.id);
		if (!row) throw new RefusalError({ code: 'request.not-found' });
		await checkApart(tx, actor, row);
		if (row.state !== 'declared') throw new RefusalError({ code: 'enrollment.wrong-state' });
		await checkHolder(tx, call, input);
		await hold(tx, call, input.id);
	});
}

/** Takes the oldest case of a filter that nobody has in hand. Null: there is none. */
export async function takeNext(call: Call & { filter: ReviewFilter }): Promise<string | null> {
	const { services, actor, filter } = call;
	const nowMs = services.clock.nowMs();
	const query = { ...deskQuery(filter, nowMs), state: 'declared' as const };
	const by = { accountId: actor.accountId, nowMs };
	return services.uow.run(actor, async (tx) => {
		for (let tries = 0; tries < mostTries; tries++) {
			const id = await tx.desk.firstFree(query, by);
			if (id === null) return null;
			// Whoever had locked it may have taken it in the meantime.
			const held = await tx.holds.of(id);
			if (held && held.untilMs > nowMs) continue;
			await hold(tx, call, id);
			return id;
		}
		return null;
	});
}

/** Lets one's own case go; what is not in one's hands stays as it is. Throws RefusalError `request.not-found`. */
export async function releaseCase(call: Call & { id: string }): Promise<void> {
	const { services, actor, id } = call;
	await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.lock(id);
		if (!row) throw new RefusalError({ code: 'request.not-found' });
		if ((await tx.holds.of(id))?.reviewerAccountId !== actor.accountId) return;
		await tx.holds.remove(id);
		const atMs = services.clock.nowMs();
		await tx.audit.append({ atMs, actor: actor.accountId, act: 'review.release', subject: id, detail: {} });
	});
}
