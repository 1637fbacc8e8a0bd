import { beforeAll, expect, it } from 'vitest';
import { createPapersPdf } from '#server/adapters/papers/papers-pdf.ts';
import type { DecisionPaper, ReceiptPaper } from '#server/usecase/paper/ports.ts';
import { readDecision } from '#server/usecase/paper/read-decision.usecase.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readReceipt } from '#server/usecase/paper/read-receipt.usecase.ts';
import { verifyPaper } from '#server/usecase/paper/verify-paper.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { aBill, aHandedInClaim, reviewerOf } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const silence = { info: () => {}, warn: () => {}, error: () => {} };
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
		if ('kind' in verdict) throw new Error('a receipt');
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

	/** A letter of a decision, and what was drawn on it. */
	async function decisionOf(actor: AccountActor, claimId: string) {
		let drawn: DecisionPaper | null = null;
		const real = world.services.papers;
		world.services.papers = { ...real, decision: (paper) => ((drawn = paper), real.decision(paper)) };
		try {
			const call = { services: world.services, actor, claimId, publicUrl: 'https://cover.test' };
			const bytes = await readDecision(call);
			return { bytes, drawn: drawn! as DecisionPaper };
		} finally {
			world.services.papers = real;
		}
	}
	const verdictOf = (drawn: DecisionPaper) => {
		const code = drawn.verifyUrl.replace('https://cover.test/verify/', '');
		return verifyPaper({ services: world.services, code, address: '127.0.0.3' });
	};

	it('a decision is a letter with the sum and its clauses; taken back, it says so to its holder', async () => {
		const reviewer = reviewerOf(world, await world.account('reviewer'));
		const { actor, record } = await aHandedInClaim(world);
		const unread = { services: world.services, actor, claimId: record, publicUrl: '' };
		expect((await refusalOf(readDecision(unread))).code).toBe('request.not-found');
		await reviewer.toValue(record, aBill('ZY-9', 380_000), 260_000);
		// 已核价 is not decided yet.
		expect((await refusalOf(readDecision(unread))).code).toBe('request.not-found');
		await reviewer.approve(record);

		const { bytes, drawn } = await decisionOf(actor, record);
		expect(startsAsPdf(bytes)).toBe(true);
		expect(drawn).toMatchObject({ title: '报销申请结果告知书', outcome: '准予报销 2600 元' });
		expect(drawn.rows).toContainEqual({ label: '大写', value: '贰仟陆佰元整' });
		expect(drawn.rows).toContainEqual({ label: '按最低比例', value: '3400 × 65% = 2210 元' });
		expect(drawn.clauses.flatMap(({ quotes }) => quotes).length).toBeGreaterThan(0);
		expect(await verdictOf(drawn)).toMatchObject({ outcome: 'approved', approvedFen: 260_000, stands: true });

		for (const other of [(await world.student()).actor, reviewer.actor]) {
			expect((await refusalOf(readDecision({ ...unread, actor: other }))).code).toBe('request.not-found');
		}
		const forged = {
			...drawn,
			verifyUrl: drawn.verifyUrl.replace(/.$/, (sign) => (sign === '0' ? '1' : '0')),
		};
		expect((await refusalOf(verdictOf(forged))).code).toBe('request.not-found');

		await reviewer.undo(record);
		expect((await refusalOf(readDecision(unread))).code).toBe('request.not-found');
		expect(await verdictOf(drawn)).toMatchObject({ stands: false, decidedOn: null });
		world.clock.moveOn(1_000);
		await reviewer.valuate(record, 250_000);
		await reviewer.approve(record);
		const second = (await decisionOf(actor, record)).drawn;
		expect(second.verifyUrl).not.toBe(drawn.verifyUrl);
		expect(await verdictOf(second)).toMatchObject({ approvedFen: 250_000, stands: true });
		expect(await verdictOf(drawn)).toMatchObject({ approvedFen: 260_000, stands: false });
	});

	it('a rejection says why, and names nobody but its owner', async () => {
		const reviewer = reviewerOf(world, await world.account('reviewer'));
		const { actor, record } = await aHandedInClaim(world);
		await reviewer.reject(record);
		const { drawn } = await decisionOf(actor, record);
		expect(drawn.outcome).toBe('不予报销');
		expect(drawn.rows).toContainEqual({ label: '理由', value: '不属于这一类报销' });
		expect(drawn.rows).toContainEqual({ label: '说明', value: '不属于寒暑假' });
		expect(await verdictOf(drawn)).toMatchObject({ outcome: 'rejected', approvedFen: null });
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
	const papers = createPapersPdf(silence);
	const text = '承诺书\n本人䶮·𬭼阿卜杜拉，承诺如下。';
	const dot = { ...signature, strokes: [[stroke[0]!]] };
	const letter = await papers.letter({ text, signature: dot, isDemo: true });
	expect(startsAsPdf(letter)).toBe(true);
	const typed = { ...signature, method: 'typed' as const, typedName: '䶮', strokes: [] };
	expect(startsAsPdf(await papers.letter({ text, signature: typed, isDemo: false }))).toBe(true);
});

it('a process that dies or is late is a refusal that says what to do, and the log names no person', async () => {
	const lines: string[] = [];
	const log = (fields: Record<string, unknown>, message: string) =>
		void lines.push(JSON.stringify({ ...fields, message }));
	const broken = new URL('../../fixtures/children/unruly.child.ts', import.meta.url);
	const papers = createPapersPdf({ info: log, warn: log, error: log }, broken);
	const letter = { text: '承诺书\n本人张三丰', signature, isDemo: true };
	expect((await refusalOf(papers.letter(letter))).code).toBe('paper.not-drawn');
	// Too short for any process to begin.
	const late = createPapersPdf({ info: log, warn: log, error: log }, undefined, { timeout: 1 });
	expect((await refusalOf(late.letter(letter))).code).toBe('paper.not-drawn');
	expect(lines).toHaveLength(2);
	expect(lines.join()).not.toContain('张三丰');
});
