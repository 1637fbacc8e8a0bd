import { signatureHash } from '#shared/domain/signature/signature.ts';
import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { HandOverBody } from '#shared/protocol/mutation.ts';
import type { AccountActor } from '../actor.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { checkSubmission } from '../enrollment/submission-checks.ts';
import type { Services, Tx } from '../ports.ts';
import type { HandedDraft, OpenedDraft } from './open-sealed.ts';
import type { AssignmentRow } from './ports.ts';

interface HandOver {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	sender: Sender;
	/** Of the enrollment, chosen by the phone. */
	id: string;
	/** The device's time: kept, never used to decide. */
	deviceAtMs: number;
	body: HandOverBody;
	opened: OpenedDraft;
}

/**
 * What a volunteer's phone collected becomes an enrollment that waits for the student (`notified`), judged as a
 * submission is. It is taken too when the drive is closed or the assignment was revoked since: the student was there
 * and signed, and the phone cannot read it any more to do otherwise; the school is told which came in after that.
 * The same handed over again changes nothing. Answers with the hash of the signature, now stored.
 *
 * Throws RefusalError, in this order: `drive.not-assigned`, `drive.key-unknown`, `drive.not-opened`,
 * `drive.content-unreadable`, `drive.handed-over-otherwise`, `request.not-found` (the id is taken), and what
 * `checkSubmission` throws.
 */
export async function handOver(call: HandOver): Promise<{ stored?: string[] }> {
	const { tx, services, actor, id, opened } = call;
	const assignment = await ownAssignment(call);
	const draft = await draftOfDrive(tx, assignment, opened);
	const before = await tx.driveEntries.get(id);
	if (before) {
		const isSame = before.contentHash === draft.contentHash && before.assignmentId === assignment.id;
		if (!isSame) refuse('drive.handed-over-otherwise');
		return stored(draft);
	}
	// The student took it back: the phone lets go of it, and nothing of it comes in again.
	if (await tx.driveEntries.isWithdrawn(id, assignment.id)) return stored(draft);
	const row = draftRow(call, draft);
	if (!(await tx.enrollments.insert(row))) refuse('request.not-found');
	await keepSignature(call, draft);
	const { contentHash, letterText, scheme } = await checkSubmission({ tx, services, row, body: draft });
	const next = nextEnrollmentState(row.state, 'notify');
	if (!next.ok) refuse(next.error);
	await tx.enrollments.update({
		...row,
		state: next.value,
		contentHash,
		letterText,
		schoolConfirmed: draft.schoolConfirmed,
		submittedAtMs: row.createdAtMs,
		submittedOn: services.businessDate.today(),
		deviceSubmittedAtMs: call.deviceAtMs,
	});
	await keepEntry(call, assignment, draft);
	await tx.pairings.ask(id);
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id });
	await tx.audit.append({
		atMs: row.createdAtMs,
		actor: actor.accountId,
		act: 'drive.hand-over',
		subject: id,
		detail: {
			driveId: assignment.driveId,
			assignment: assignment.id,
			confirmation: draft.confirmation.kind,
			afterRevocation: assignment.revokedAtMs !== null,
			contentHash,
			schemeVersion: scheme.version,
		},
	});
	return stored(draft);
}

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

const stored = ({ signatureHash: hash }: HandedDraft) => (hash === null ? {} : { stored: [hash] });

async function ownAssignment({ tx, actor, body }: HandOver): Promise<AssignmentRow> {
	const assignment = await tx.driveAssignments.get(body.assignmentId);
	if (assignment?.accountId !== actor.accountId || assignment.driveId !== body.driveId) {
		return refuse('drive.not-assigned');
	}
	return assignment;
}

/** What was in it, sealed for the drive's own school and of its scheme. */
async function draftOfDrive(tx: Tx, assignment: AssignmentRow, opened: OpenedDraft): Promise<HandedDraft> {
	if ('refusal' in opened) throw new RefusalError(opened.refusal);
	const { draft, schoolCode } = opened;
	const drive = (await tx.drives.get(assignment.driveId))!;
	if (schoolCode !== drive.schoolCode) refuse('drive.key-unknown');
	if (draft.schoolCode !== drive.schoolCode) refuse('drive.content-unreadable', 'schoolCode');
	if (draft.schemeId !== drive.schemeId) refuse('drive.content-unreadable', 'schemeId');
	return draft;
}

function draftRow({ services, actor, sender, id, body }: HandOver, draft: HandedDraft): EnrollmentRow {
	const nowMs = services.clock.nowMs();
	return {
		id,
		ownerAccountId: actor.accountId,
		personId: null,
		schemeId: draft.schemeId,
		schoolCode: draft.schoolCode,
		state: 'draft',
		fields: draft.fields,
		consent: draft.consent,
		consentReceivedAtMs: nowMs,
		signatureHash: draft.signatureHash,
		letterText: null,
		contentHash: null,
		schoolConfirmed: false,
		caseNumber: null,
		submittedAtMs: null,
		submittedOn: null,
		deviceSubmittedAtMs: null,
		decidedAtMs: null,
		decidedOn: null,
		revision: 1,
		firstDeviceId: sender.device,
		fieldMarks: {},
		driveId: body.driveId,
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
	};
}

/** Under the hash that the draft names, or not at all. Throws `enrollment.signature-void`. */
async function keepSignature({ tx, services, id }: HandOver, draft: HandedDraft): Promise<void> {
	const { signature } = draft;
	if ((signature && (await signatureHash(signature))) !== draft.signatureHash) {
		refuse('enrollment.signature-void');
	}
	if (!signature || draft.signatureHash === null) return;
	await tx.signatures.put(id, draft.signatureHash, signature, services.clock.nowMs());
}

async function keepEntry(
	{ tx, services, id }: HandOver,
	assignment: AssignmentRow,
	draft: HandedDraft,
): Promise<void> {
	await tx.driveEntries.insert({
		enrollmentId: id,
		driveId: assignment.driveId,
		assignmentId: assignment.id,
		schoolCode: assignment.schoolCode,
		college: draft.college,
		contentHash: draft.contentHash,
		confirmation: draft.confirmation,
		startedAtMs: draft.startedAtMs,
		finishedAtMs: draft.finishedAtMs,
		receivedAtMs: services.clock.nowMs(),
		isAfterRevocation: assignment.revokedAtMs !== null,
	});
}
