import { assert } from '#shared/std/assert.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import { editClaim } from '../claim/edit-claim.usecase.ts';
import { removeClaim } from '../claim/remove-claim.usecase.ts';
import { submitClaim } from '../claim/submit-claim.usecase.ts';
import { handOver } from '../drive/hand-over.usecase.ts';
import type { OpenedDraft } from '../drive/open-sealed.ts';
import { editDraft } from '../enrollment/edit-draft.usecase.ts';
import { removeDraft } from '../enrollment/remove-draft.usecase.ts';
import { submitEnrollment } from '../enrollment/submit-enrollment.usecase.ts';
import { withdrawEnrollment } from '../enrollment/withdraw-enrollment.usecase.ts';
import { readNotice } from '../notice/read-notice.usecase.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { Services, Tx } from '../ports.ts';
import type { AccountActor } from '../actor.ts';

/** What applying one mutation came to, beside that it was applied. */
export interface Applied {
	/** Hashes of what the server holds now because of it. */
	stored?: string[];
	/** Fields that another device had set first. */
	lost?: string[];
	/** The draft's revision, where the sender can tell its new view by itself. */
	revision?: number;
	updatedAtMs?: number;
}

/**
 * Applies one mutation inside the caller's transaction. Throws RefusalError with the reason; the caller undoes what
 * was written.
 */
export async function applyMutation(call: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	/** Who sent it, and the protocol that it speaks. */
	sender: Sender;
	mutation: Mutation;
	/** Of a sealed draft. */
	opened?: OpenedDraft | undefined;
}): Promise<Applied> {
	const { mutation, sender, opened, ...context } = call;
	const { record: id, atMs: deviceAtMs } = mutation;
	switch (mutation.kind) {
		case 'enrollment.edit':
			return editDraft({ ...context, sender, id, body: mutation.body });
		case 'enrollment.submit':
			await submitEnrollment({ ...context, id, deviceAtMs, body: mutation.body });
			return {};
		case 'enrollment.remove':
			await removeDraft({ ...context, id });
			return {};
		case 'enrollment.withdraw':
			await withdrawEnrollment({ ...context, id });
			return {};
		case 'claim.edit':
			return editClaim({ ...context, id, body: mutation.body });
		case 'claim.submit':
			await submitClaim({ ...context, id, deviceAtMs, body: mutation.body });
			return {};
		case 'claim.remove':
			await removeClaim({ ...context, id });
			return {};
		case 'drive.hand-over':
			assert(opened, 'what was sealed was opened before the transaction');
			return handOver({ ...context, sender, id, deviceAtMs, body: mutation.body, opened });
		case 'notice.read':
			await readNotice({ ...context, id });
			return {};
	}
}
