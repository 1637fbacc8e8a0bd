import type { App } from '#lib/app/app.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { letterNeeded } from '#shared/rules/index.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

/**
 * 用这一份替换: submits again what was refused as a duplicate, in the place of the other. An edit would have cleared
 * the refusal, so this is the content that the person has looked over and confirmed. Without `otherId` it is
 * submitted alone. On the device when this resolves; sending is the engine's.
 */
export async function submitInPlaceOf(
	app: Pick<App, 'enrollments'>,
	{ enrollment, scheme, otherId }: { enrollment: LocalEnrollment; scheme: Scheme; otherId: string | null },
): Promise<Result<null, Refusal>> {
	const { id, schemeId, schoolCode, fields, signature } = enrollment;
	try {
		await app.enrollments.submit(id, {
			contentHash: await enrollmentContentHash({ schemeId, schoolCode, fields }),
			signatureHash: letterNeeded(scheme, fields) && signature ? await signatureHash(signature) : null,
			schoolConfirmed: scheme.schoolConfirmation !== null,
			...(otherId === null ? {} : { replaces: otherId }),
		});
		return ok(null);
	} catch (error) {
		if (error instanceof RefusalError) return err(error.refusal);
		throw error;
	}
}
