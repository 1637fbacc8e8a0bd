import { RefusalError } from '#shared/errors/error-codes.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { eachAlone } from '../each-alone.ts';
import { retryDelayMs } from '../payment/retry.ts';
import { approveByRules } from '../review/approve-by-rules.usecase.ts';
import type { Services } from '../ports.ts';
import { evaluate, type RegisterFacts } from './evaluate.ts';
import type { EnrollmentRow, FactRequest } from './ports.ts';

const system = { kind: 'system' } as const;
const batchSize = 10;

/**
 * Asks the registers about what was declared, and adds an evaluation with their answers. Runs after the
 * submission has committed: a slow or silent register holds up nobody, and is asked again later. Answers with
 * how many were evaluated.
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
			const facts = await askRegisters(services, row);
			if (facts) return store(services, row, facts);
			await postpone(services, request);
			return false;
		},
		putOff: ({ request }) => postpone(services, request),
	});
}

/** Null when a register is silent. What one has no record of stays not known. */
async function askRegisters(services: Services, row: EnrollmentRow): Promise<RegisterFacts | null> {
	const idNumber = String(row.fields.idNumber ?? '');
	try {
		const insurance = await services.register.insuranceStatus(idNumber);
		const school = await services.register.schoolRegister(idNumber);
		const facts: RegisterFacts = { atMs: services.clock.nowMs() };
		if (insurance !== 'not-known') Object.assign(facts, insuranceFacts(insurance));
		if (school !== 'not-known') {
			facts.registered = school.enrolled;
			const today = services.businessDate.today();
			facts.graduated = !school.enrolled && school.graduatesOn !== null && school.graduatesOn <= today;
		}
		return facts;
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		return null;
	}
}

function insuranceFacts(answer: { insured: string; lumpSumThrough: string | null }): Partial<RegisterFacts> {
	const year = Number(answer.lumpSumThrough?.slice(0, 4));
	switch (answer.insured) {
		case 'none':
		case 'active-elsewhere':
			return { insured: answer.insured };
		case 'lump-sum':
			return Number.isInteger(year) ? { insured: 'lump-sum', lumpSumThrough: year } : {};
		default:
			return {};
	}
}

/** False when the enrollment is no longer under review: then the answer is not needed. */
async function store(services: Services, asked: EnrollmentRow, register: RegisterFacts): Promise<boolean> {
	const stored = await services.uow.run(system, async (tx) => {
		const row = await tx.enrollments.lock(asked.id);
		if (row?.contentHash !== asked.contentHash) return false;
		await tx.factRequests.remove(asked.id);
		if (row.state !== 'declared' || row.submittedOn === null) return false;
		const scheme = schemeById(row.schemeId);
		assert(scheme, 'a declared enrollment has its scheme');
		const letterSigned = row.letterText !== null;
		const date = row.submittedOn;
		const evaluation = evaluate({ services, scheme, row, date, letterSigned, register });
		await tx.evaluations.append(row.id, evaluation);
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
		await tx.audit.append({
			atMs: evaluation.atMs,
			actor: 'system',
			act: 'enrollment.evaluate',
			subject: row.id,
			detail: { outcome: evaluation.outcome, schemeVersion: scheme.version },
		});
		return true;
	});
	if (stored) await approveByRules({ services, id: asked.id });
	if (stored) services.pokes.poke(asked.ownerAccountId);
	return stored;
}

async function postpone(services: Services, request: FactRequest): Promise<void> {
	const delayMs = retryDelayMs(request.attempts, 5_000, 600_000);
	await services.uow.run(system, (tx) =>
		tx.factRequests.put({
			enrollmentId: request.enrollmentId,
			attempts: request.attempts + 1,
			nextTryAtMs: services.clock.nowMs() + delayMs,
		}),
	);
}
