/*
 * What volunteers sealed is opened before the exchange's transaction: keys are the product's alone to read, and the
 * transaction is the volunteer's.
 */
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { unpackDraft } from '#shared/protocol/draft-unpack.ts';
import type { DriveDraft, SealedDraft } from '#shared/protocol/sealed-draft.ts';
import { idPattern } from '#shared/std/id.ts';
import type { Services } from '../ports.ts';
import type { SchoolKeyRow } from './ports.ts';

/** With the hash of its content: the phone's where it said one, and ours otherwise. */
export type HandedDraft = DriveDraft & { contentHash: string };

/** What was in it and whose key it was sealed for, or why it is not known. */
export type OpenedDraft = { draft: HandedDraft; schoolCode: string } | { refusal: Refusal };

interface Sealed {
	record: string;
	sealed: SealedDraft;
}

/** In the same order. What does not open is refused by itself; throws what is no refusal (the wrap does not open: a bug of ours). */
export async function openSealed(services: Services, given: readonly Sealed[]): Promise<OpenedDraft[]> {
	if (given.length === 0) return [];
	const keys = await readKeys(services, given);
	const opened: OpenedDraft[] = [];
	for (const { record, sealed } of given) {
		opened.push(await openOne(services, keys.get(sealed.keyId) ?? null, { record, sealed }));
	}
	return opened;
}

async function readKeys(services: Services, given: readonly Sealed[]): Promise<Map<string, SchoolKeyRow>> {
	const ids = new Set(given.map(({ sealed }) => sealed.keyId).filter((id) => idPattern.test(id)));
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const keys = new Map<string, SchoolKeyRow>();
		for (const id of ids) {
			const key = await tx.schoolKeys.get(id);
			if (key) keys.set(id, key);
		}
		return keys;
	});
}

async function openOne(
	{ sealing }: Services,
	key: SchoolKeyRow | null,
	{ record, sealed }: Sealed,
): Promise<OpenedDraft> {
	if (!key || !sealing) return { refusal: { code: 'drive.key-unknown' } };
	try {
		const bytes = await sealing.open(key, record, sealed);
		const draft = unpacked(sealed, bytes);
		const contentHash = draft.contentHash ?? (await enrollmentContentHash(draft));
		return { draft: { ...draft, contentHash }, schoolCode: key.schoolCode };
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		return { refusal: error.refusal };
	}
}

function unpacked(sealed: SealedDraft, bytes: Uint8Array): DriveDraft {
	try {
		return unpackDraft(bytes, sealed);
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		const { path } = error.refusal;
		throw new RefusalError({ code: 'drive.content-unreadable', ...(path ? { path } : {}) });
	}
}
