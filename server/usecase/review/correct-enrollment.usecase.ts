import type { Correction, CorrectionChanges } from '#shared/domain/review/correction.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { CorrectInput, Evaluation } from '#shared/protocol/review.ts';
import {
	correctableFields,
	decideCoverage,
	decideEnrollment,
	decideFee,
	factsFromFields,
} from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { checkForm } from '../enrollment/submission-checks.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services } from '../ports.ts';
import { checkApart } from './check-apart.ts';
import { feeFacts } from './fee-facts.ts';
import { standing } from './standing.ts';

/**
 * 更正: a reviewer corrects named fields of an approved enrollment, paid or not. What stood there, what stands
 * there now and why is kept for good and shown to the person; a correction is no way to decide anew: it may change
 * neither the amount nor when benefits begin, nor bring a finding against the person.
 * Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`, `enrollment.content-changed` (another
 * evaluation is newest), `enrollment.wrong-state`, `request.malformed` (a field that cannot be corrected, no
 * change at all), `enrollment.incomplete` (a value that the form does not take), `enrollment.findings-stand`,
 * `enrollment.correction-decides`.
 */
export async function correctEnrollment(call: {
	services: Services;
	actor: AccountActor;
	input: CorrectInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.lock(input.id);
		if (!row) throw new RefusalError({ code: 'request.not-found' });
		await checkApart(tx, actor, row);
		const evaluation = await tx.evaluations.newest(row.id);
		if (evaluation?.id !== input.evaluationId) throw new RefusalError({ code: 'enrollment.content-changed' });
		if (row.state !== 'approved') throw new RefusalError({ code: 'enrollment.wrong-state' });
		const scheme = schemeById(row.schemeId);
		assert(scheme, 'an approved enrollment has its scheme');

		const order = await tx.orders.ofEnrollment(row.id);
		const payment = order && (await tx.payments.ofOrder(order.id));
		const corrected: EnrollmentRow = { ...row, fields: correctedFields(scheme, row, input.changes) };
		checkForm(scheme, corrected, services.businessDate.today());
		checkDecidesNothing({ scheme, evaluation, paidOn: payment?.paidOn ?? null }, row, corrected);

		const atMs = services.clock.nowMs();
		// The content's hash stays: it tells what the person submitted.
		await tx.enrollments.update({ ...corrected, updatedAtMs: atMs });
		await tx.corrections.append(row.id, actor.accountId, keptCorrection(row, input, atMs));
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
		await tellOwner(tx, services, {
			kind: 'corrected',
			accountId: row.ownerAccountId,
			enrollmentId: row.id,
		});
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'enrollment.correct',
			subject: row.id,
			// Values and words may name a person; keys and codes do not.
			detail: { code: input.code, fields: input.changes.map(({ field }) => field).join(' ') },
		});
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}

function correctedFields(scheme: Scheme, row: EnrollmentRow, changes: CorrectionChanges) {
	const lawful = correctableFields(scheme, { fields: row.fields, isSigned: row.letterText !== null });
	const keys = new Set(lawful.map(({ key }) => key));
	changes.forEach(({ field, value }, i) => {
		const isChange = (row.fields[field] ?? null) !== value;
		if (!keys.has(field) || !isChange) {
			throw new RefusalError({ code: 'request.malformed', path: `changes.${i}.field` });
		}
	});
	const given = Object.fromEntries(changes.map(({ field, value }) => [field, value]));
	return Object.fromEntries(
		Object.entries({ ...row.fields, ...given }).filter(([, value]) => value !== null),
	);
}

function keptCorrection(row: EnrollmentRow, input: CorrectInput, atMs: number): Correction {
	const changes = input.changes.map(({ field, value }) => ({
		field,
		was: row.fields[field] ?? null,
		is: value,
	}));
	return { changes, code: input.code, words: input.words.trim(), atMs };
}

/** The same facts as at the decision, once as they were and once corrected. */
function checkDecidesNothing(
	by: { scheme: Scheme; evaluation: Evaluation; paidOn: string | null },
	row: EnrollmentRow,
	corrected: EnrollmentRow,
): void {
	const { scheme, evaluation, paidOn } = by;
	const date = row.decidedOn ?? row.submittedOn ?? '';
	const factsOf = ({ fields, schoolConfirmed, letterText }: EnrollmentRow) =>
		factsFromFields(scheme, { fields, date, schoolConfirmed, letterSigned: letterText !== null }).facts;
	const moneyOf = (of: EnrollmentRow) => {
		const { due, personalFen, subsidyFen, components } = decideFee(
			scheme,
			feeFacts({ scheme, row: of, evaluation, date }),
		);
		const { student } = factsOf(of);
		const entryYear = student?.entryYear;
		const coverage =
			paidOn && decideCoverage(scheme, { paidOn, ...(entryYear ? { student: { entryYear } } : {}) });
		return canonicalJson({ due, personalFen, subsidyFen, components, coverage });
	};
	if (standing.has(decideEnrollment(scheme, factsOf(corrected)).decision.outcome)) {
		throw new RefusalError({ code: 'enrollment.findings-stand' });
	}
	if (moneyOf(row) !== moneyOf(corrected)) throw new RefusalError({ code: 'enrollment.correction-decides' });
}
