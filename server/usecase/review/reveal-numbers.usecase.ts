import { RefusalError } from '#shared/errors/refusal.ts';
import type { RevealedNumbers } from '#shared/protocol/review.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { hiddenFields } from './hidden-values.ts';

/**
 * What a case shows masked, in full: for whoever must compare a number or call somebody. Who, which record and which
 * fields is written down. Throws RefusalError `request.not-found`, `request.too-many`.
 */
export async function revealNumbers(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<RevealedNumbers> {
	const { services, actor, id } = call;
	await countHits(services, [{ limit: limits.revealByAccount, of: actor.accountId }]);
	return services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.get(id);
		// A school sees its own enrollments' rows, and never what a reviewer reads of them.
		if (actor.role !== 'reviewer' || !row || row.submittedAtMs === null)
			throw new RefusalError({ code: 'request.not-found' });
		const fields = hiddenFields(row.fields);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'review.reveal',
			subject: id,
			detail: { fields: Object.keys(fields).join(' ') },
		});
		return { id, fields, letterText: row.letterText };
	});
}
