import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { RevealedNumbers } from '#shared/protocol/review.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { claimNumbers } from '../claim-review/claim-numbers.ts';
import type { Services, Tx } from '../ports.ts';
import { hiddenFields } from './hidden-values.ts';

type Kind = 'enrollment' | 'claim';
interface Numbers {
	fields: DraftFields;
	letterText: string | null;
}

const actByKind = { enrollment: 'review.reveal', claim: 'claim.reveal' } as const;

/**
 * What a case or a claim shows masked, in full: for whoever must compare a number or call somebody. Who, which record and
 * which fields is written down. Throws RefusalError `request.not-found`, `request.too-many`.
 */
export async function revealNumbers(call: {
	services: Services;
	actor: AccountActor;
	of: Kind;
	id: string;
}): Promise<RevealedNumbers> {
	const { services, actor, of, id } = call;
	await countHits(services, [{ limit: limits.revealByAccount, of: actor.accountId }]);
	return services.uow.run(actor, async (tx) => {
		// A school sees its own enrollments' rows, and never what a reviewer reads of them.
		const found = actor.role === 'reviewer' ? await numbersByKind[of](tx, id) : null;
		if (!found) throw new RefusalError({ code: 'request.not-found' });
		const fields = hiddenFields(found.fields);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: actByKind[of],
			subject: id,
			detail: { fields: Object.keys(fields).join(' ') },
		});
		return { id, fields, letterText: found.letterText };
	});
}

/** Null: absent, or not handed in. */
const numbersByKind: Record<Kind, (tx: Tx, id: string) => Promise<Numbers | null>> = {
	async enrollment(tx, id) {
		const row = await tx.enrollments.get(id);
		return row && row.submittedAtMs !== null ? { fields: row.fields, letterText: row.letterText } : null;
	},
	async claim(tx, id) {
		const row = await tx.claims.get(id);
		if (!row || row.state === 'draft') return null;
		return { fields: claimNumbers(row, await tx.claimActs.list(id)), letterText: null };
	},
};
