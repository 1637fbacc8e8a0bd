import { unmended } from '#shared/domain/claim/claim-review.ts';
import { nextClaimState } from '#shared/domain/claim/claim-state.ts';
import { claimContentHash, claimFieldsOf, hashesOf } from '#shared/domain/claim/claim.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { ClaimSubmitBody } from '#shared/protocol/mutation.ts';
import { decideClaim } from '#shared/rules/index.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnClaim } from './own-claim.ts';
import type { ClaimRow } from './ports.ts';
import { wordOn } from './view-claim.ts';

interface Submission {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	id: string;
	deviceAtMs: number;
	body: ClaimSubmitBody;
}

/**
 * Hands a claim in, for the first time or after a return: from here on it is closed, and the reviewer may read its
 * files. After a return every paper that was questioned must have other pages. Checked in this order:
 * throws RefusalError `request.not-found`, `claim.wrong-state`, `auth.not-bound`, `claim.scheme-unknown`,
 * `claim.scheme-not-in-force`, `claim.content-changed`, `claim.not-offered`, `claim.not-needed`,
 * `claim.incomplete` (path: the first paper or field), `claim.document-missing` (with `missing`, each hash).
 */
export async function submitClaim({ tx, services, actor, id, deviceAtMs, body }: Submission): Promise<void> {
	const row = await lockOwnClaim(tx, actor.accountId, id);
	const person = await tx.persons.findByAccount(actor.accountId);
	if (!person) refuse('auth.not-bound');
	const today = services.businessDate.today();
	const schemeVersion = checkByRules(row, today);
	if ((await claimContentHash(row)) !== body.contentHash) refuse('claim.content-changed');
	const nowMs = services.clock.nowMs();
	await checkMended(tx, row);
	await checkDocuments(tx, row, nowMs);
	const next = nextClaimState(row.state, 'submit');
	if (!next.ok) refuse(next.error);
	const files = hashesOf(row.documents).length;
	await tx.claims.update({
		...row,
		state: next.value,
		revision: row.revision + 1,
		claimant: { name: person.name, idNumber: person.idNumber },
		contentHash: body.contentHash,
		submittedAtMs: nowMs,
		submittedOn: today,
		deviceSubmittedAtMs: deviceAtMs,
		updatedAtMs: nowMs,
	});
	const handedIn = { fields: row.fields, documents: row.documents };
	const content = { act: 'submit', files, handedIn } as const;
	await tx.claimActs.append(id, { accountId: actor.accountId, atMs: nowMs, content });
	await tx.changes.append(actor.accountId, { kind: 'claim', id });
	await tx.audit.append({
		atMs: nowMs,
		actor: actor.accountId,
		act: 'claim.submit',
		subject: id,
		detail: { contentHash: body.contentHash, schemeVersion, files },
	});
}

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

/** The phone runs the same rules before it submits. The version of the scheme that judged. */
function checkByRules({ schemeId, claimKind, fields, documents }: ClaimRow, today: string): string {
	const scheme = schemeById(schemeId);
	if (!scheme) refuse('claim.scheme-unknown');
	if (today < scheme.inForce.from || scheme.inForce.to < today) refuse('claim.scheme-not-in-force');
	const decision = decideClaim(scheme, {
		kind: claimKind,
		documents: Object.keys(documents),
		...claimFieldsOf(fields),
	});
	if (decision.outcome === 'not-offered') refuse('claim.not-offered');
	if (decision.outcome === 'not-needed') refuse('claim.not-needed');
	const [paper] = decision.missing;
	if (paper !== undefined) refuse('claim.incomplete', `documents.${paper}`);
	const field = decision.findings.find((finding) => finding.field)?.field;
	if (decision.outcome !== 'ready') refuse('claim.incomplete', field && `fields.${field}`);
	return scheme.version;
}

/** A paper that was questioned and not sent again would only be questioned once more. */
async function checkMended(tx: Tx, row: ClaimRow): Promise<void> {
	const [paper] = unmended((await wordOn(tx, row))?.questions ?? [], row.documents);
	if (paper !== undefined) refuse('claim.incomplete', `documents.${paper}`);
}

/** Every page of every paper is stored, and stays: none is collected while this commits. */
async function checkDocuments(tx: Tx, row: ClaimRow, nowMs: number): Promise<void> {
	const named = hashesOf(row.documents);
	const held = new Set((await tx.documents.need(row.ownerAccountId, named, nowMs)).map(({ hash }) => hash));
	const missing = named.filter((hash) => !held.has(hash));
	if (missing.length === 0) return;
	const slot = Object.keys(row.documents).find((key) => row.documents[key]!.includes(missing[0]!))!;
	const path = `documents.${slot}.${row.documents[slot]!.indexOf(missing[0]!)}`;
	throw new RefusalError({ code: 'claim.document-missing', path, missing });
}
