import { beforeAll, expect, it } from 'vitest';
import { hmacSha256Hex } from '#shared/std/hmac.ts';
import { handleTaxCallback } from '#server/http/tax-callback.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder as anOrder } from '../../support/due-order.ts';
import { createWorld, type World } from '../../support/flow-world.ts';

const secret = 'a-secret-of-the-gateway';

describeOnEachDatabase('the gateway’s callback', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
	});

	const dueOrder = () => anOrder(world, reviewer);

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

	it('has no effect with any one byte of it altered, added or left out', async () => {
		const { body, stateOf } = await dueOrder();
		const raw = JSON.stringify(body);
		const timestamp = String(world.clock.nowMs());
		const signature = await hmacSha256Hex(secret, `${timestamp}.${raw}`);
		const taken: number[] = [];
		for (let at = 0; at < raw.length; at++) {
			const flipped = String.fromCharCode(raw.charCodeAt(at) ^ 1);
			const altered = [
				raw.slice(0, at) + flipped + raw.slice(at + 1),
				raw.slice(0, at) + raw.slice(at + 1),
				`${raw.slice(0, at)}0${raw.slice(at)}`,
			];
			for (const text of altered) {
				const { code } = await call(text, { timestamp, signature });
				if (code !== 'payment.signature-invalid') taken.push(at);
			}
		}
		expect(taken).toEqual([]);
		expect(await stateOf()).toBe('due');
	});

	it.each([-6, 6])('has no effect when signed %i minutes away from now', async (minutes) => {
		const { body, stateOf } = await dueOrder();
		const timestamp = String(world.clock.nowMs() + minutes * 60_000);
		expect(await call(JSON.stringify(body), { timestamp })).toEqual({ status: 400, code: 'payment.stale' });
		expect(await stateOf()).toBe('due');
	});

	it('holds a wrong amount for a person, and does not call the order paid', async () => {
		const { body, stateOf, order, heldReasons } = await dueOrder();
		const raw = JSON.stringify({ ...body, amountFen: 34_999 });
		expect(await call(raw)).toEqual({ status: 409, code: 'payment.amount-differs' });
		expect(await call(raw)).toEqual({ status: 409, code: 'payment.amount-differs' });
		expect(await stateOf()).toBe('mismatch');
		expect(await heldReasons()).toEqual(['amount']);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(order.id));
		expect(entries.filter(({ act }) => act === 'payment.hold')).toMatchObject([
			{ detail: { reason: 'amount', amountFen: 34_999, dueFen: 35_000 } },
		]);
	});

	it.each([
		['in the year 287396', 9_007_199_254_740_991],
		['in 1970', 1],
		['the day after tomorrow', Date.now() + 2 * 86_400_000],
	])('takes no payment made %s, and says what is wrong', async (_, paidAtMs) => {
		const { body, stateOf, heldReasons } = await dueOrder();
		expect(await call(JSON.stringify({ ...body, paidAtMs }))).toMatchObject({ status: 409 });
		expect(await stateOf()).toBe('mismatch');
		expect(await heldReasons()).toEqual(['paid-at']);
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
		expect(await first.stateOf()).toBe('refund-pending');
		expect(await first.heldReasons()).toEqual(['paid-already']);
		const other = await dueOrder();
		const reused = { ...other.body, taxReceiptNumber: first.body.taxReceiptNumber };
		expect(await call(JSON.stringify(reused))).toMatchObject({ status: 409 });
		expect(await other.stateOf()).toBe('mismatch');
		expect(await other.heldReasons()).toEqual(['receipt-number']);
	});

	it('answers signed nonsense, an unknown order and a huge body without effect', async () => {
		expect(await call('{"a":1}')).toEqual({ status: 400, code: 'request.malformed' });
		expect(await call('not json')).toEqual({ status: 400, code: 'request.malformed' });
		const { body } = await dueOrder();
		const step = { orderId: body.orderId, step: 'failed', sequence: 1 };
		for (const bad of [
			{ ...step, sequence: 0 },
			{ ...step, step: 'paid' },
			{ ...step, ...body },
		]) {
			expect(await call(JSON.stringify(bad))).toEqual({ status: 400, code: 'request.malformed' });
		}
		const unknown = { status: 503, code: 'payment.order-unknown' };
		expect(await call(JSON.stringify({ ...body, orderId: world.newId() }))).toEqual(unknown);
		expect(await call(JSON.stringify({ ...step, orderId: world.newId() }))).toEqual(unknown);
		expect(await call('x'.repeat(10_001))).toEqual({ status: 413, code: 'request.too-large' });
	});
});
