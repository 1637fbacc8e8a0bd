import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { SetFactInput } from '#shared/protocol/review.ts';
import { assert } from '#shared/std/assert.ts';
import type { AccountActor } from '../actor.ts';
import { evaluate, knownIn } from '../enrollment/evaluate.ts';
import type { Services } from '../ports.ts';
import { lockForReview } from './lock-for-review.ts';

/**
 * A reviewer says what no register tells, and what that rests on: the rules run once more with that fact, set by
 * the reviewer. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`, `enrollment.content-changed`
 * (another evaluation is newest), `enrollment.wrong-state`, `enrollment.fact-known` (a register tells it).
 */
export async function setFact(call: {
	services: Services;
	actor: AccountActor;
	input: SetFactInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const { row } = await lockForReview(tx, call, input, 'approve');
		const newest = await tx.evaluations.newest(row.id);
		const scheme = schemeById(row.schemeId);
		assert(newest && scheme && row.submittedOn, 'a declared enrollment has its evaluation, scheme and day');
		const known = knownIn(newest);
		if (known.some(({ key, provenance }) => key === input.key && provenance === 'register')) {
			throw new RefusalError({ code: 'enrollment.fact-known' });
		}
		const atMs = services.clock.nowMs();
		const { key, value } = input;
		const set = { key, value, provenance: 'reviewer' as const, atMs, reason: input.words.trim() };
		const evaluation = evaluate({
			services,
			scheme,
			row,
			date: row.submittedOn,
			letterSigned: row.letterText !== null,
			known: [...known.filter((fact) => fact.key !== key), set],
			...(newest.checks ? { checks: newest.checks } : {}),
		});
		await tx.evaluations.append(row.id, evaluation);
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'enrollment.set-fact',
			subject: row.id,
			// The words may name a person; the key and what was decided do not.
			detail: { key, value, outcome: evaluation.outcome },
		});
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}
