/** A student's form at a drive, and what stays of it once it was sealed. Pure, but for the keyed hash. */
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DriveDraft } from '#shared/protocol/sealed-draft.ts';
import { bytesToHex, utf8 } from '#shared/std/bytes.ts';
import type { DraftContent } from '../draft.ts';
import type { StubState } from '../schema.ts';
import type { EnrollmentEdit, LocalEnrollment } from '../types.ts';

/** What is sealed in the row of a draft. */
export interface DriveDraftContent {
	college: string;
	/** The scheme's question about the school was answered with yes. */
	schoolConfirmed: boolean;
	/** Whom of the school's roster it is about. Absent: nobody was picked. */
	rosterId?: string;
	draft: DraftContent;
}

export interface DriveEdit extends EnrollmentEdit {
	rosterId?: string;
	college?: string;
	schoolConfirmed?: boolean;
}

/** A form that is being filled in, decrypted. */
export interface LocalDriveDraft extends LocalEnrollment {
	driveId: string;
	college: string;
	schoolConfirmed: boolean;
	rosterId: string | null;
}

/** What is sealed in the row of a stub. */
export interface StubContent {
	/** The name's first character. */
	initial: string;
	college: string;
	/** Whom of the school's roster, where the school gave one: nobody waits for this student any more. */
	rosterId?: string;
}

export interface LocalStub extends StubContent {
	id: string;
	state: StubState;
	code: ErrorCode | null;
	/** How far the enrollment is at the server; null: not told yet. */
	serverState: EnrollmentState | null;
	sealedAtMs: number;
}

/** Found again by it, and known by nobody without the vault's key. Empty while the form names no person. */
export async function markOf(key: CryptoKey, fields: DraftFields): Promise<string> {
	const person = personKey(fields);
	if (person === null) return '';
	return bytesToHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(person))));
}

export function stubOf({ college, rosterId, draft }: DriveDraftContent): StubContent {
	const [initial = ''] = Array.from(String(draft.fields.name ?? ''));
	return { initial, college, ...(rosterId === undefined ? {} : { rosterId }) };
}

/** RefusalError `enrollment.consent-missing`. Whether the form is whole, its scheme's rules say before. */
export async function finalDraft(
	{ college, schoolConfirmed, draft }: DriveDraftContent,
	confirmation: DriveDraft['confirmation'],
	finishedAtMs: number,
): Promise<DriveDraft> {
	const { schemeId, schoolCode, fields, consent, signature, createdAtMs } = draft;
	if (!consent) throw new RefusalError({ code: 'enrollment.consent-missing' });
	return {
		...{ schemeId, schoolCode, fields, consent, signature },
		signatureHash: signature && (await signatureHash(signature)),
		...{ schoolConfirmed, college, startedAtMs: createdAtMs, finishedAtMs, confirmation },
	};
}
