import { beforeAll, expect, it } from 'vitest';
import type { OrderView } from '#shared/protocol/view.ts';
import { hmacSha256Hex } from '#shared/std/hmac.ts';
import { handleTaxCallback } from '#server/http/tax-callback.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

const secret = 'a-secret-of-the-gateway';

describeOnEachDatabase('the gateway’s callback', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	/** An approved order and a callback that would pay it. */
	async function dueOrder() {
		const reviewer = await world.account('reviewer');
		const student = await world.declared();
		const id = student.record;
		const { evaluations } = await readCase({ services: world.services, actor: reviewer, id });
		const input = { id, evaluationId: evaluations.at(-1)!.id };
		await approveEnrollment({ services: world.services, actor: reviewer, input });
		const { changes } = await student.device.pull();
		const order = changes.find(({ kind }) => kind === 'order')!.view as OrderView;
		const body = {
			orderId: order.id,
			amountFen: 35_000,
			taxReceiptNumber: `35${order.serial}`,
			paidAtMs: world.clock.nowMs(),
			method: 'wechat',
		};
		const stateOf = async () => {
			const row = await world.services.uow.run({ kind: 'system' }, (tx) => tx.orders.get(order.id));
			return row!.state;
		};
		return { ...student, order, body, stateOf };
	}

	async function call(
		rawBody: string,
		change: { timestamp?: string; signature?: string; key?: string; before?: number[] } = {},
	) {
		const timestamp = change.timestamp ?? String(world.clock.nowMs());
		const signature =
			change.signature ?? (await hmacSha256Hex(change.key ?? secret, `${timestamp}.${rawBody}`));
		const request = new Request('http://office.test/api/callbacks/tax', {
			method: 'POST',
			headers: { 'x-gateway-timestamp': timestamp, 'x-gateway-signature': signature },
			body: new Uint8Array(Buffer.concat([Buffer.from(change.before ?? []), Buffer.from(rawBody)])),
		});
		const reply = await handleTaxCallback(request, { services: world.services, secret });
		return {
			status: reply.status as number | string,
			...((await reply.json()) as { code?: string; status?: string }),
		};
	}

	it('pays the order once, and says so again to a repeat', async () => {
		const { body, device, order, stateOf } = await dueOrder();
		const raw = JSON.stringify(body);
		expect(await call(raw)).toEqual({ status: 'recorded' });
		expect(await call(raw)).toEqual({ status: 'repeated' });
		expect(await stateOf()).toBe('paid');
		const { changes } = await device.pull();
		expect(changes.find(({ id }) => id === order.id)?.view).toMatchObject({
			state: 'paid',
			payment: { taxReceiptNumber: body.taxReceiptNumber, method: 'wechat', paidFen: 35_000 },
		});
	});

	it('makes one payment of ten callbacks at once', async () => {
		const { body } = await dueOrder();
		const replies = await Promise.all(Array.from({ length: 10 }, () => call(JSON.stringify(body))));
		const words = replies.map(({ status }) => status);
		expect(words.filter((word) => word === 'recorded')).toHaveLength(1);
		expect(words.filter((word) => word === 'repeated')).toHaveLength(9);
	});

	it('has no effect when forged or altered in any part', async () => {
		const { body, stateOf } = await dueOrder();
		const raw = JSON.stringify(body);
		const timestamp = String(world.clock.nowMs());
		const signature = await hmacSha256Hex(secret, `${timestamp}.${raw}`);
		const altered: [string, Parameters<typeof call>[1]][] = [
			[raw, { key: 'another-secret' }],
			[raw, { signature: '' }],
			[raw, { timestamp, signature: signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }],
			[raw, { timestamp: String(Number(timestamp) + 1), signature }],
			[raw.replace('35000', '35001'), { timestamp, signature }],
			[raw.replace('wechat', 'bank'), { timestamp, signature }],
			[`${raw} `, { timestamp, signature }],
			// A byte order mark, which reading as text would take away before the signature is judged.
			[raw, { timestamp, signature, before: [0xef, 0xbb, 0xbf] }],
			[raw, { timestamp: '', signature: await hmacSha256Hex('x', `.${raw}`) }],
		];
		for (const [text, change] of altered) {
			expect(await call(text, change)).toEqual({ status: 401, code: 'payment.signature-invalid' });
		}
		expect(await stateOf()).toBe('due');
		// The unaltered one works: so it was the alteration that was refused.
		expect(await call(raw, { timestamp, signature })).toEqual({ status: 'recorded' });
	});

	it.each([-6, 6])('has no effect when signed %i minutes away from now', async (minutes) => {
		const { body, stateOf } = await dueOrder();
		const timestamp = String(world.clock.nowMs() + minutes * 60_000);
		expect(await call(JSON.stringify(body), { timestamp })).toEqual({ status: 400, code: 'payment.stale' });
		expect(await stateOf()).toBe('due');
	});

	it('writes a wrong amount down and leaves the order due', async () => {
		const { body, stateOf, order } = await dueOrder();
		const raw = JSON.stringify({ ...body, amountFen: 34_999 });
		expect(await call(raw)).toEqual({ status: 409, code: 'payment.amount-differs' });
		expect(await stateOf()).toBe('due');
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(order.id));
		expect(entries.at(-1)).toMatchObject({
			act: 'payment.mismatch',
			detail: { reason: 'amount', amountFen: 34_999, dueFen: 35_000 },
		});
	});

	it.each([
		['in the year 287396', 9_007_199_254_740_991],
		['in 1970', 1],
		['the day after tomorrow', Date.now() + 2 * 86_400_000],
	])('takes no payment made %s, and says what is wrong', async (_, paidAtMs) => {
		const { body, stateOf, order } = await dueOrder();
		expect(await call(JSON.stringify({ ...body, paidAtMs }))).toMatchObject({ status: 409 });
		expect(await stateOf()).toBe('due');
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(order.id));
		expect(entries.at(-1)).toMatchObject({ act: 'payment.mismatch', detail: { reason: 'paid-at' } });
	});

	it('is not read when its bytes are no text', async () => {
		const { body } = await dueOrder();
		const reply = await call(JSON.stringify(body), { before: [0xff] });
		expect(reply).toEqual({ status: 400, code: 'request.malformed' });
	});

	it('takes neither a second payment nor another order’s receipt number', async () => {
		const first = await dueOrder();
		await call(JSON.stringify(first.body));
		const secondChannel = { ...first.body, taxReceiptNumber: '99999999999' };
		expect(await call(JSON.stringify(secondChannel))).toMatchObject({ status: 409 });
		const other = await dueOrder();
		const reused = { ...other.body, taxReceiptNumber: first.body.taxReceiptNumber };
		expect(await call(JSON.stringify(reused))).toMatchObject({ status: 409 });
		expect(await other.stateOf()).toBe('due');
	});

	it('answers signed nonsense, an unknown order and a huge body without effect', async () => {
		expect(await call('{"a":1}')).toEqual({ status: 400, code: 'request.malformed' });
		expect(await call('not json')).toEqual({ status: 400, code: 'request.malformed' });
		const { body } = await dueOrder();
		const unknown = JSON.stringify({ ...body, orderId: world.newId() });
		expect(await call(unknown)).toEqual({ status: 404, code: 'request.not-found' });
		expect(await call('x'.repeat(10_001))).toEqual({ status: 413, code: 'request.too-large' });
	});
});
