import { nextEnrollmentState, type EnrollmentState } from '#shared/domain/enrollment/state.ts';
import { asRegistered } from '#shared/domain/identity/person-key.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Evaluation, SubmittedContent } from '#shared/protocol/review.ts';
import type { SubmitBody } from '#shared/protocol/mutation.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { evaluate } from './evaluate.ts';
import { takeBackOther, writeSubmitted } from './one-case.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';
import type { EnrollmentRow } from './ports.ts';
import { checkSubmission } from './submission-checks.ts';

interface Submission {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	id: string;
	/** The device's time: kept, never used to decide. */
	deviceAtMs: number;
	body: SubmitBody;
}

/**
 * A student declares, a volunteer notifies (the student has yet to declare). Judged by the business date of
 * the server's receipt. The scheme's rules run on what was declared; the registers are asked afterwards.
 *
 * Throws RefusalError, in this order: `request.not-found`, `enrollment.wrong-state`, `enrollment.scheme-unknown`,
 * `enrollment.scheme-not-in-force`, `enrollment.school-unknown`, `enrollment.consent-missing`,
 * `enrollment.content-changed`, `enrollment.incomplete`, `enrollment.signature-missing`, `enrollment.signature-void`,
 * `auth.not-bound`, `enrollment.not-own`, `request.not-found` (what it replaces), `enrollment.duplicate`.
 */
export async function submitEnrollment(call: Submission): Promise<void> {
	const { tx, services, actor, id, body } = call;
	const row = await lockOwnEnrollment(tx, actor.accountId, id);
	const next = nextEnrollmentState(row.state, actor.role === 'volunteer' ? 'notify' : 'declare');
	if (!next.ok) refuse(next.error);
	const { scheme, contentHash, letterText } = await checkSubmission({ tx, services, row, body });

	const submitted = await submittedRow(call, { row, scheme, state: next.value, contentHash, letterText });
	const declared = next.value === 'declared';
	if (declared) await checkOwn(tx, actor, row);
	const letterSigned = letterText !== null;
	const evaluation = declared
		? evaluate({ services, scheme, row: submitted, date: services.businessDate.today(), letterSigned })
		: null;
	if (evaluation) refuseWhatThePersonCanMend(evaluation);
	if (declared && body.replaces) {
		await takeBackOther({ tx, services, actor, row, otherId: body.replaces });
	}
	await writeSubmitted(tx, submitted);
	await tx.pairings.ask(id);
	if (evaluation) {
		await tx.evaluations.append(id, evaluation);
		await tx.submissions.append(id, submittedContent(submitted));
		await tx.factRequests.put({
			enrollmentId: id,
			attempts: 0,
			nextTryAtMs: services.clock.nowMs(),
			answers: {},
		});
	}
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id });
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: actor.accountId,
		act: declared ? 'enrollment.declare' : 'enrollment.notify',
		subject: id,
		detail: {
			contentHash,
			schemeVersion: scheme.version,
			...(evaluation ? { outcome: evaluation.outcome } : {}),
		},
	});
}

function refuse(code: ErrorCode, path?: string): never {
	throw new RefusalError({ code, ...(path === undefined ? {} : { path }) });
}

/** The account is bound to one person, and the form is that person's. */
async function checkOwn(tx: Tx, actor: AccountActor, { fields }: EnrollmentRow): Promise<void> {
	const person = await tx.persons.findByAccount(actor.accountId);
	if (!person) refuse('auth.not-bound');
	const same = (a: unknown, b: string) => asRegistered(String(a ?? '')) === asRegistered(b);
	const own =
		same(fields.name, person.name) &&
		same(fields.idNumber, person.idNumber) &&
		String(fields.idType ?? '') === person.idType;
	if (!own) refuse('enrollment.not-own');
}

/**
 * The phone runs the same rules before it submits, so these come from a phone that did not. What only a
 * register or a person can settle is stored for the reviewer instead.
 */
function refuseWhatThePersonCanMend({ outcome, findings }: Evaluation): void {
	if (outcome === 'redirect') refuse('enrollment.incomplete', 'fields.hardshipChooses');
	const finding = outcome === 'return' ? findings.find(({ severity }) => severity === 'return') : undefined;
	if (!finding) return;
	const path = finding.rule === 'not-insured-elsewhere' ? 'fields.insured' : undefined;
	refuse('enrollment.incomplete', finding.field ? `fields.${finding.field}` : path);
}

async function submittedRow(
	{ tx, services, actor, deviceAtMs, body }: Submission,
	content: {
		row: EnrollmentRow;
		scheme: Scheme;
		state: EnrollmentState;
		contentHash: string;
		letterText: string | null;
	},
): Promise<EnrollmentRow> {
	const { row, scheme, state, contentHash, letterText } = content;
	const nowMs = services.clock.nowMs();
	const declared = state === 'declared';
	return {
		...row,
		state,
		personId: declared ? actor.accountId : null,
		contentHash,
		letterText,
		schoolConfirmed: body.schoolConfirmed,
		caseNumber: declared
			? (row.caseNumber ?? (await tx.enrollments.nextCaseNumber(scheme.insuranceYear)))
			: null,
		submittedAtMs: nowMs,
		submittedOn: services.businessDate.today(),
		deviceSubmittedAtMs: deviceAtMs,
		// What was decided was decided of an earlier submission.
		decidedAtMs: null,
		decidedOn: null,
		updatedAtMs: nowMs,
	};
}

function submittedContent(row: EnrollmentRow): SubmittedContent {
	const { schemeId, schoolCode, fields, signatureHash, submittedAtMs } = row;
	return { schemeId, schoolCode, fields, signatureHash, atMs: submittedAtMs ?? 0 };
}
