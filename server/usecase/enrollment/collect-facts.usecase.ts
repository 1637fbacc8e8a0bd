import { registers, triesUntilSilent } from '#shared/domain/decision/register-check.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { eachAlone } from '../each-alone.ts';
import { retryDelayMs } from '../payment/retry.ts';
import { approveByRules } from '../review/approve-by-rules.usecase.ts';
import type { Services, Tx } from '../ports.ts';
import { evaluate, knownIn } from './evaluate.ts';
import type { EnrollmentRow, FactRequest, RegisterAnswers } from './ports.ts';
import { askRegisters, checksOf, knownFacts } from './register-answers.ts';

const system = { kind: 'system' } as const;
const batchSize = 10;

/**
 * Asks the registers about what was declared, and adds an evaluation with every new answer. Runs after the
 * submission has committed: a slow or silent register holds up nobody, not the other registers either, and is
 * asked again later. Answers with how many were evaluated.
 */
export async function collectFacts({ services }: { services: Services }): Promise<number> {
	const waiting = await services.uow.run(system, async (tx) => {
		const requests = await tx.factRequests.due(services.clock.nowMs(), batchSize);
		const found: { request: FactRequest; row: EnrollmentRow | null }[] = [];
		for (const request of requests) {
			found.push({ request, row: await tx.enrollments.get(request.enrollmentId) });
		}
		return found;
	});
	return eachAlone(services, waiting, {
		work: async function collect({ request, row }) {
			assert(row, 'a request for facts has its enrollment');
			const answers = await askRegisters(services.register, String(row.fields.idNumber ?? ''), {
				known: request.answers,
				atMs: services.clock.nowMs(),
			});
			return store(services, row, request, answers);
		},
		putOff: ({ request }) =>
			services.uow.run(system, (tx) => postpone(tx, services, request, request.answers)),
	});
}

/** False when nothing new was heard, or the enrollment is no longer under review: then no answer is needed. */
async function store(
	services: Services,
	asked: EnrollmentRow,
	request: FactRequest,
	answers: RegisterAnswers,
): Promise<boolean> {
	const isNew = registers.some((name) => answers[name] && !request.answers[name]);
	const isComplete = registers.every((name) => answers[name]);
	const attempts = request.attempts + 1;
	const { isStored, isTold } = await services.uow.run(system, async (tx) => {
		const row = await tx.enrollments.lock(asked.id);
		if (row?.contentHash !== asked.contentHash) return { isStored: false, isTold: false };
		const isWanted = row.state === 'declared' && row.submittedOn !== null;
		if (!isWanted || isComplete) await tx.factRequests.remove(asked.id);
		else await postpone(tx, services, request, answers);
		if (!isWanted) {
			// What was said of asking the registers changes with it.
			await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
			return { isStored: false, isTold: true };
		}
		if (isNew) await evaluateAgain(tx, services, row, { answers, attempts });
		const isTold = isNew || attempts === triesUntilSilent;
		if (isTold) await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
		return { isStored: isNew, isTold };
	});
	if (isStored && isComplete) await approveByRules({ services, id: asked.id });
	if (isTold) services.pokes.poke(asked.ownerAccountId);
	return isStored;
}

async function evaluateAgain(
	tx: Tx,
	services: Services,
	row: EnrollmentRow,
	{ answers, attempts }: { answers: RegisterAnswers; attempts: number },
): Promise<void> {
	const scheme = schemeById(row.schemeId);
	assert(scheme && row.submittedOn, 'a declared enrollment has its scheme and day');
	const newest = await tx.evaluations.newest(row.id);
	const known = knownFacts(answers, services.businessDate.today());
	const keys = new Set(known.map(({ key }) => key));
	// What a reviewer set by hand stands until a register speaks.
	const byReviewer = (newest ? knownIn(newest) : []).filter(
		({ key, provenance }) => provenance === 'reviewer' && !keys.has(key),
	);
	const evaluation = evaluate({
		services,
		scheme,
		row,
		date: row.submittedOn,
		letterSigned: row.letterText !== null,
		known: [...known, ...byReviewer],
		checks: checksOf(answers, attempts),
	});
	await tx.evaluations.append(row.id, evaluation);
	await tx.audit.append({
		atMs: evaluation.atMs,
		actor: 'system',
		act: 'enrollment.evaluate',
		subject: row.id,
		detail: { outcome: evaluation.outcome, schemeVersion: scheme.version },
	});
}

function postpone(tx: Tx, services: Services, request: FactRequest, answers: RegisterAnswers): Promise<void> {
	return tx.factRequests.put({
		enrollmentId: request.enrollmentId,
		attempts: request.attempts + 1,
		nextTryAtMs: services.clock.nowMs() + retryDelayMs(request.attempts, 5_000, 600_000),
		answers,
	});
}
