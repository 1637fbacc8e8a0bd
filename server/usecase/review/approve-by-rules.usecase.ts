import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Services } from '../ports.ts';
import { approve } from './approve.ts';

/**
 * Where a scheme lets nobody wait for a review before paying, the rules alone approve once the registers have
 * answered and nothing speaks against it. Anything else (no 学籍, not known, another order of the same person)
 * stays for a person. Answers with the owner's account when it was approved.
 */
export async function approveByRules(call: { services: Services; id: string }): Promise<string | null> {
	const { services, id } = call;
	try {
		return await services.uow.run({ kind: 'system' }, async (tx) => {
			const row = await tx.enrollments.lock(id);
			if (row?.state !== 'declared' || schemeById(row.schemeId)?.conditions.reviewBeforePayment !== null)
				return null;
			const evaluation = await tx.evaluations.newest(id);
			if (evaluation?.outcome !== 'ready') return null;
			await approve(tx, services, 'system', row, evaluation);
			return row.ownerAccountId;
		});
	} catch (error) {
		if (error instanceof RefusalError) return null;
		throw error;
	}
}
