import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { signatureHash, type Signature } from '#shared/domain/signature/signature.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { letterNeeded, renderLetter } from '#shared/rules/index.ts';
import { assert } from '#shared/std/assert.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';
import { actorOf } from './load-accounts.ts';
import { demoAtMs, demoEnrollments, demoStrokes, type DemoEnrollment } from './enrollments.ts';

/** Brings the demo's enrollments to where they should be, through the use cases; what is there stays as it is. False when one was refused. */
export async function loadDemoEnrollments(services: Services): Promise<boolean> {
	let isWhole = true;
	const reviewer = await actorOf(services, demoAccounts.find(({ role }) => role === 'reviewer')!.phone);
	for (const enrollment of demoEnrollments) {
		const owner = await actorOf(services, enrollment.phone);
		const taken = await send(services, owner, enrollment);
		isWhole &&= taken;
		if (!taken || enrollment.until === 'draft' || enrollment.until === 'declared') continue;
		await approve(services, reviewer, enrollment.record);
		if (enrollment.until === 'paid') await pay(services, enrollment.record);
	}
	return isWhole;
}

/** False when the server refused it, e.g. because no scheme is in force on the demo's date. */
async function send(services: Services, actor: AccountActor, enrollment: DemoEnrollment): Promise<boolean> {
	const { device, record, schemeId, schoolCode, fields, until } = enrollment;
	const scheme = schemeById(schemeId);
	const schoolName = scheme?.schools.find(({ code }) => code === schoolCode)?.name;
	assert(scheme && schoolName, 'the demo’s scheme and school exist');
	const signature = letterNeeded(scheme, fields) ? await sign() : null;
	const consent = {
		textVersion: 'demo',
		textHash: await sha256Hex('demo'),
		givenAtMs: demoAtMs,
	};
	const head = { record, atMs: demoAtMs };
	const content = { schemeId, schoolCode, fields };
	const edit = { ...content, consent, ...(signature ? { signature } : {}) };
	const submit = {
		contentHash: await enrollmentContentHash(content),
		signatureHash: signature && (await signatureHash(signature)),
		schoolConfirmed: scheme.schoolConfirmation !== null,
	};
	const mutations = [
		{ ...head, kind: 'enrollment.edit', body: edit },
		...(until === 'draft' ? [] : [{ ...head, kind: 'enrollment.submit', body: submit }]),
	];
	const request = { version: protocolVersion, device, firstSequence: 1, mutations, cursor: null };
	const { results } = await exchange({ services, actor, request });
	const refused = results.find(({ status }) => status === 'refused');
	if (refused) services.logger.warn({ code: refused.code, path: refused.path }, 'demo enrollment refused');
	return !refused;

	async function sign(): Promise<Signature> {
		const letter = renderLetter(scheme!, { fields, schoolName: schoolName! });
		return {
			method: 'drawn',
			strokes: demoStrokes,
			padHeight: 450,
			textHash: await sha256Hex(letter?.text ?? ''),
			covers: scheme!.letter?.covers ?? [],
			signedAtMs: demoAtMs,
		};
	}
}

async function approve(services: Services, reviewer: AccountActor, id: string): Promise<void> {
	const evaluation = await services.uow.run(reviewer, async (tx) => {
		const row = await tx.enrollments.get(id);
		return row?.state === 'declared' ? tx.evaluations.newest(id) : null;
	});
	if (!evaluation) return;
	await approveEnrollment({ services, actor: reviewer, input: { id, evaluationId: evaluation.id } });
}

/** As the gateway would report it. */
async function pay(services: Services, enrollmentId: string): Promise<void> {
	const order = await services.uow.run({ kind: 'system' }, (tx) => tx.orders.ofEnrollment(enrollmentId));
	if (order?.state !== 'due') return;
	const payment = {
		orderId: order.id,
		amountFen: order.amountFen,
		taxReceiptNumber: `3530${order.serial.slice(-14)}`,
		paidAtMs: services.clock.nowMs(),
		method: 'wechat' as const,
	};
	await recordPayment({ services, payment, source: 'query' });
}
