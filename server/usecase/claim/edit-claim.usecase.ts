import { hashesOf, withoutEmpty } from '#shared/domain/claim/claim.ts';
import { maxDocuments, maxSlots } from '#shared/domain/document/limits.ts';
import { maxFields } from '#shared/domain/enrollment/fields.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ClaimEditBody } from '#shared/protocol/mutation.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { handedInOf } from './handed-in.ts';
import { lockOwnClaim } from './own-claim.ts';
import type { ClaimRow } from './ports.ts';

interface Edit {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	id: string;
	body: ClaimEditBody;
}

/**
 * Creates the claim when it is new; sets the fields and papers given and leaves the others alone. Files may be
 * named before they come. Answers with the hashes, of those named here, that the server holds.
 * Throws RefusalError `request.not-found` (the id is another person's), `claim.wrong-state`, `request.too-large`.
 */
export async function editClaim(edit: Edit): Promise<{ stored?: string[] }> {
	const { tx, services, actor, id, body } = edit;
	const nowMs = services.clock.nowMs();
	const created = emptyClaim(edit, nowMs);
	const isNew = await tx.claims.insert(created);
	const row = isNew ? created : await lockOwnClaim(tx, actor.accountId, id);
	const fields = Object.entries({ ...row.fields, ...body.fields }).filter(([, value]) => value !== null);
	const documents = withoutEmpty({ ...row.documents, ...body.documents });
	if (fields.length > maxFields) tooLarge('body.fields');
	if (Object.keys(documents).length > maxSlots || hashesOf(documents).length > maxDocuments) {
		tooLarge('body.documents');
	}
	const edited = {
		...row,
		schemeId: body.schemeId,
		claimKind: body.claimKind,
		fields: Object.fromEntries(fields),
		documents,
		revision: row.revision + 1,
		updatedAtMs: nowMs,
	};
	// A reviewer still looks at what was handed in; pages that a draft no longer names are nobody's.
	const handedIn = row.state === 'returned' ? hashesOf((await handedInOf(tx, row)).documents) : [];
	await tx.claims.update(edited, handedIn);
	await tx.changes.append(actor.accountId, { kind: 'claim', id });
	const detail = { fields: Object.keys(body.fields).length, papers: Object.keys(body.documents).length };
	await tx.audit.append({ atMs: nowMs, actor: actor.accountId, act: 'claim.edit', subject: id, detail });
	const held = await tx.documents.need(actor.accountId, hashesOf(body.documents), nowMs);
	return held.length > 0 ? { stored: held.map(({ hash }) => hash) } : {};
}

function tooLarge(path: string): never {
	throw new RefusalError({ code: 'request.too-large', path });
}

function emptyClaim({ actor, id, body }: Edit, nowMs: number): ClaimRow {
	return {
		id,
		ownerAccountId: actor.accountId,
		schemeId: body.schemeId,
		claimKind: body.claimKind,
		state: 'draft',
		fields: {},
		documents: {},
		contentHash: null,
		submittedAtMs: null,
		submittedOn: null,
		deviceSubmittedAtMs: null,
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
		revision: 0,
		claimant: null,
		valuation: null,
		decidedOn: null,
	};
}
