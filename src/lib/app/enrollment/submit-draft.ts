import type { App } from '#lib/app/app.ts';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { DraftForm } from './draft-form.svelte.ts';

/**
 * Puts the submission of the present content on the device, beside its outbox entry; sending is the engine's.
 * Refuses with what the device says, or `enrollment.incomplete`.
 */
export async function submitDraft(
	app: App,
	form: DraftForm,
	schoolConfirmed: boolean,
): Promise<Result<null, Refusal>> {
	if (!(await form.flush())) {
		return err({ code: form.saveState instanceof Object ? form.saveState.failed : 'device.storage-lost' });
	}
	if (!form.isComplete) return err({ code: 'enrollment.incomplete' });
	const { schemeId, schoolCode, fields, signature } = form.draft;
	try {
		await app.enrollments.submit(form.id, {
			contentHash: await enrollmentContentHash({ schemeId, schoolCode, fields }),
			signatureHash: form.letter && signature ? await signatureHash(signature) : null,
			schoolConfirmed,
		});
		return ok(null);
	} catch (error) {
		if (error instanceof RefusalError) return err(error.refusal);
		throw error;
	}
}
