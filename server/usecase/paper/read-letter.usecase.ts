import { RefusalError } from '#shared/errors/error-codes.ts';
import type { AccountActor } from '../actor.ts';
import { asOwnerSees } from '../enrollment/as-owner-sees.ts';
import type { Services } from '../ports.ts';

/**
 * The letter as it was signed and handed in, as a PDF, for its owner. Absent, another's and without a signed letter look
 * the same: throws RefusalError `request.not-found`.
 */
export async function readLetter(call: {
	services: Services;
	actor: AccountActor;
	enrollmentId: string;
}): Promise<Uint8Array> {
	const { services, actor, enrollmentId } = call;
	const signed = await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.get(enrollmentId);
		if (row?.ownerAccountId !== actor.accountId) return null;
		const { letterText, signatureHash } = asOwnerSees(row);
		if (!letterText || !signatureHash) return null;
		const signature = await tx.signatures.get(enrollmentId, signatureHash);
		return signature && { text: letterText, signature };
	});
	if (!signed) throw new RefusalError({ code: 'request.not-found' });
	return services.papers.letter({ ...signed, isDemo: services.businessDate.moment().demo });
}
