import { maxViews } from '#shared/domain/review/desk.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ReviewView, SaveViewInput } from '#shared/protocol/review-desk.ts';
import { newId } from '#shared/std/id.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';

interface Call {
	services: Services;
	actor: AccountActor;
}

/** One's own, by name. */
export function readViews({ services, actor }: Call): Promise<ReviewView[]> {
	return services.uow.run(actor, (tx) => tx.reviewViews.list(actor.accountId));
}

/** Keeps a filter under a name, in the place of one of that name. Throws RefusalError `request.too-many`: there are as many as there may be. */
export async function saveView(call: Call & { input: SaveViewInput }): Promise<ReviewView[]> {
	const { services, actor, input } = call;
	return services.uow.run(actor, async (tx) => {
		const name = input.name.trim();
		const views = await tx.reviewViews.list(actor.accountId);
		if (views.length >= maxViews && !views.some((view) => view.name === name)) {
			throw new RefusalError({ code: 'request.too-many' });
		}
		const id = newId(services.clock, services.random);
		const atMs = services.clock.nowMs();
		await tx.reviewViews.put({ id, accountId: actor.accountId, name, filter: input.filter, atMs });
		// The name is the reviewer's own words.
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'review.save-view',
			subject: null,
			detail: {},
		});
		return tx.reviewViews.list(actor.accountId);
	});
}

/** Throws RefusalError `request.not-found`. */
export async function removeView(call: Call & { id: string }): Promise<ReviewView[]> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		if (!(await tx.reviewViews.remove(actor.accountId, id)))
			throw new RefusalError({ code: 'request.not-found' });
		const atMs = services.clock.nowMs();
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'review.remove-view',
			subject: null,
			detail: {},
		});
		return tx.reviewViews.list(actor.accountId);
	});
}
