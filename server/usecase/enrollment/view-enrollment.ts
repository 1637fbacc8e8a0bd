import { isEditable } from '#shared/domain/enrollment/state.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import type { Tx } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';
import { checksOf } from './register-answers.ts';

/** What a person sees of an enrollment: its owner, and whoever reviews it. */
export async function viewEnrollment(tx: Tx, row: EnrollmentRow): Promise<EnrollmentView> {
	// What was said of a submission that was taken back is no longer said.
	const isSubmitted = row.submittedAtMs !== null && row.state !== 'draft';
	const evaluation = !isSubmitted ? null : await tx.evaluations.newest(row.id);
	const request = evaluation && (await tx.factRequests.get(row.id));
	const signature = row.signatureHash === null ? null : await tx.signatures.get(row.id, row.signatureHash);
	const isJudged = row.state === 'returned' || row.state === 'rejected';
	const word = isJudged ? (await tx.reviewWords.list(row.id)).at(-1) : null;
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
		review: word ?? null,
		setAside: isSubmitted ? await tx.pairings.entriesOf(row.id) : [],
		corrections: await tx.corrections.list(row.id),
		revision: row.revision,
		...(await openConflicts(tx, row)),
		updatedAtMs: row.updatedAtMs,
	};
}

/** Once submitted, what was signed stands, and there is nothing to choose. */
async function openConflicts(
	tx: Tx,
	{ id, state }: EnrollmentRow,
): Promise<Pick<EnrollmentView, 'conflicts'>> {
	const open = isEditable(state) ? await tx.fieldConflicts.open(id) : [];
	if (open.length === 0) return {};
	return { conflicts: open.map(({ n, field, lost, atMs }) => ({ n, field, value: lost, atMs })) };
}
