import { isEditable } from '#shared/domain/enrollment/state.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import type { Tx } from '../ports.ts';
import type { EnrollmentRow, FieldConflictRow } from './ports.ts';
import { checksOf } from './register-answers.ts';

/** What a person sees of an enrollment: its owner, and whoever reviews it. */
export async function viewEnrollment(tx: Tx, row: EnrollmentRow): Promise<EnrollmentView> {
	return (await viewEnrollments(tx, [row]))[0]!;
}

/** The same of several, in their order. Plain drafts cost nothing further each. */
export async function viewEnrollments(tx: Tx, rows: EnrollmentRow[]): Promise<EnrollmentView[]> {
	// Once submitted, what was signed stands, and there is nothing to choose. The first edit meets no other.
	const edited = rows.filter(({ state, revision }) => isEditable(state) && revision > 1);
	const open = await tx.fieldConflicts.openOf(edited.map(({ id }) => id));
	const byRecord = Map.groupBy(open, ({ enrollmentId }) => enrollmentId);
	return Promise.all(rows.map((row) => viewOne(tx, row, byRecord.get(row.id) ?? [])));
}

async function viewOne(tx: Tx, row: EnrollmentRow, open: FieldConflictRow[]): Promise<EnrollmentView> {
	// What was said of a submission that was taken back is no longer said.
	const isSubmitted = row.submittedAtMs !== null && row.state !== 'draft';
	const isJudged = row.state === 'returned' || row.state === 'rejected';
	const [evaluation, request, signature, words, setAside, corrections] = await Promise.all([
		isSubmitted ? tx.evaluations.newest(row.id) : null,
		isSubmitted ? tx.factRequests.get(row.id) : null,
		row.signatureHash === null ? null : tx.signatures.get(row.id, row.signatureHash),
		isJudged ? tx.reviewWords.list(row.id) : [],
		isSubmitted ? tx.pairings.entriesOf(row.id) : [],
		// A correction follows an approval, and so a submission.
		row.submittedAtMs === null ? [] : tx.corrections.list(row.id),
	]);
	return {
		id: row.id,
		schemeId: row.schemeId,
		schoolCode: row.schoolCode,
		state: row.state,
		fields: row.fields,
		consent: row.consent,
		signature,
		signatureHash: row.signatureHash,
		contentHash: row.contentHash,
		caseNumber: row.caseNumber,
		submittedAtMs: row.submittedAtMs,
		submittedOn: row.submittedOn,
		decidedAtMs: row.decidedAtMs,
		decidedOn: row.decidedOn,
		evaluation: evaluation && {
			outcome: evaluation.outcome,
			findings: evaluation.findings,
			schemeVersion: evaluation.schemeVersion,
			facts: evaluation.facts.filter(({ key }) => !key.startsWith('form.')),
			checks: request ? checksOf(request.answers, request.attempts) : (evaluation.checks ?? []),
		},
		review: words.at(-1) ?? null,
		setAside,
		corrections,
		revision: row.revision,
		...(open.length > 0 ? { conflicts: open.map(toConflict) } : {}),
		...(row.driveId === null ? {} : { driveId: row.driveId }),
		updatedAtMs: row.updatedAtMs,
	};
}

const toConflict = ({ n, field, lost, atMs }: FieldConflictRow) => ({ n, field, value: lost, atMs });
