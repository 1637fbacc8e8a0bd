/**
 * The checksum of a personal scope: everything of one account that the changes have told, as it lies on the server
 * and on the phone. It finds what went missing on the way or on the disk, and what should be gone.
 *
 * A line for each record that is there: JSON of its kind and the members below, as a device of this protocol is told
 * them. The lines sorted by their code units, joined with "\n"; of that the first 16 hex digits of SHA-256.
 */
import { canonicalJson } from '../std/canonical-json.ts';
import { sha256Hex } from '../std/hash.ts';
import type { ClaimView, EnrollmentView, NoticeView, OrderView } from './view.ts';

type EnrollmentPart = Pick<
	EnrollmentView,
	| 'id'
	| 'state'
	| 'schemeId'
	| 'schoolCode'
	| 'fields'
	| 'signatureHash'
	| 'contentHash'
	| 'caseNumber'
	| 'submittedAtMs'
	| 'decidedAtMs'
	| 'revision'
	| 'updatedAtMs'
>;

type ClaimPart = Pick<
	ClaimView,
	'id' | 'schemeId' | 'claimKind' | 'state' | 'fields' | 'documents' | 'submittedAtMs' | 'updatedAtMs'
>;

/** What the checksum covers of a record. Of a notice not the reading: a phone knows that before the server. */
export const checksumLine = {
	enrollment: (view: EnrollmentPart) =>
		canonicalJson([
			'enrollment',
			view.id,
			view.state,
			view.schemeId,
			view.schoolCode,
			view.fields,
			view.signatureHash,
			view.contentHash,
			view.caseNumber,
			view.submittedAtMs,
			view.decidedAtMs,
			view.revision ?? 0,
			view.updatedAtMs,
		]),
	order: (view: Pick<OrderView, 'id' | 'enrollmentId' | 'state' | 'serial'>) =>
		canonicalJson(['order', view.id, view.enrollmentId, view.state, view.serial]),
	claim: (view: ClaimPart) =>
		canonicalJson([
			'claim',
			view.id,
			view.schemeId,
			view.claimKind,
			view.state,
			view.fields,
			view.documents,
			view.submittedAtMs,
			view.updatedAtMs,
		]),
	notice: (view: Pick<NoticeView, 'id' | 'kind' | 'enrollmentId' | 'claimId' | 'atMs'>) =>
		canonicalJson(['notice', view.id, view.kind, view.enrollmentId ?? view.claimId ?? null, view.atMs]),
};

export async function checksumOf(lines: string[]): Promise<string> {
	return (await sha256Hex([...lines].sort().join('\n'))).slice(0, 16);
}
