import { beforeAll, expect, it } from 'vitest';
import { createPapersPdf } from '#server/adapters/papers-pdf.ts';
import type { ReceiptPaper } from '#server/usecase/paper/ports.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import { readReceipt } from '#server/usecase/paper/read-receipt.usecase.ts';
import { verifyPaper } from '#server/usecase/paper/verify-paper.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const startsAsPdf = (bytes: Uint8Array) => Buffer.from(bytes.slice(0, 5)).toString('latin1') === '%PDF-';

describeOnEachDatabase('papers', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));

	/** A student who has paid, and what was drawn for the receipt. */
	async function paid() {
		const student = await world.declared();
		const reviewer = await world.account('reviewer');
		const { services } = world;
		const { evaluations } = await readCase({ services, actor: reviewer, id: student.record });
		const input = { id: student.record, evaluationId: evaluations[0]!.id };
		await approveEnrollment({ services, actor: reviewer, input });
		const order = (await student.device.pull()).changes.find(({ kind }) => kind === 'order')!;
		const { amountFen } = (await services.uow.run({ kind: 'system' }, (tx) => tx.orders.get(order.id)))!;
		const taxReceiptNumber = `3530${String(Math.random()).slice(2, 16)}`;
		const payment = {
			orderId: order.id,
			amountFen,
			taxReceiptNumber,
			paidAtMs: world.clock.nowMs(),
			method: 'bank',
		} as const;
		await recordPayment({ services, payment, source: 'callback' });
		return { ...student, orderId: order.id, taxReceiptNumber, amountFen };
	}

	/** What would be drawn, beside the real drawing. */
	async function receiptOf(who: Awaited<ReturnType<typeof paid>>) {
		let drawn: ReceiptPaper | null = null;
		const real = world.services.papers;
		world.services.papers = {
			...real,
			receipt: (paper) => ((drawn = paper), real.receipt(paper)),
		};
		try {
			const { actor, orderId } = who;
			const call = { services: world.services, actor, orderId, publicUrl: 'https://cover.test' };
			const bytes = await readReceipt(call);
			return { bytes, drawn: drawn! as ReceiptPaper };
		} finally {
			world.services.papers = real;
		}
	}

	it('a receipt is a PDF with the amount in capitals, and leads to what its holder may know', async () => {
		const who = await paid();
		const { bytes, drawn } = await receiptOf(who);
		expect(startsAsPdf(bytes)).toBe(true);
		expect(drawn).toMatchObject({ title: '缴费电子回单', notice: '不能作为记账凭证', amountFen: 35_000 });
		expect(drawn.rows).toContainEqual({ label: '大写', value: '叁佰伍拾元整' });
		expect(JSON.stringify(drawn)).not.toContain(who.person.idNumber);
		const code = drawn.verifyUrl.replace('https://cover.test/verify/', '');
		const verdict = await verifyPaper({ services: world.services, code, address: '127.0.0.1' });
		expect(verdict).toMatchObject({ amountFen: 35_000, taxReceiptNumber: who.taxReceiptNumber });
		expect(verdict.payerMasked).not.toBe(who.person.name);
		const held = [...drawn.rows.map(({ value }) => value), drawn.title].join();
		for (const said of [verdict.taxReceiptNumber, verdict.periodFrom, verdict.periodTo, verdict.paidOn]) {
			expect(held).toContain(said);
		}
	});

	it('is nobody else’s, and a code that is none tells nothing', async () => {
		const who = await paid();
		const stranger = await world.student();
		const reviewer = await world.account('reviewer');
		for (const actor of [stranger.actor, reviewer]) {
			const call = { services: world.services, actor, orderId: who.orderId, publicUrl: '' };
			expect((await refusalOf(readReceipt(call))).code).toBe('request.not-found');
			const letter = { services: world.services, actor, enrollmentId: who.record };
			expect((await refusalOf(readLetter(letter))).code).toBe('request.not-found');
		}
		// The order's own id is known to the gateway: it opens nothing.
		for (const code of [who.orderId, world.newId()]) {
			const call = { services: world.services, code, address: '127.0.0.2' };
			expect((await refusalOf(verifyPaper(call))).code).toBe('request.not-found');
		}
	});

	it('an order that is not paid has no receipt', async () => {
		const { actor } = await world.declared();
		const call = { services: world.services, actor, orderId: world.newId(), publicUrl: '' };
		expect((await refusalOf(readReceipt(call))).code).toBe('request.not-found');
	});
});

const stroke = [
	[100, 100, 0],
	[300, 250, 40],
	[500, 120, 90],
] as [number, number, number][];
const signature = {
	method: 'drawn' as const,
	strokes: [stroke],
	padHeight: 400,
	textHash: 'a'.repeat(64),
	covers: ['name'],
	signedAtMs: 1,
};

it('rare signs in a name and a dot for a stroke are drawn, not left out', async () => {
	const papers = createPapersPdf();
	const text = '承诺书\n本人䶮·𬭼阿卜杜拉，承诺如下。';
	const dot = { ...signature, strokes: [[stroke[0]!]] };
	const letter = await papers.letter({ text, signature: dot, isDemo: true });
	expect(startsAsPdf(letter)).toBe(true);
	const typed = { ...signature, method: 'typed' as const, typedName: '䶮', strokes: [] };
	expect(startsAsPdf(await papers.letter({ text, signature: typed, isDemo: false }))).toBe(true);
});
