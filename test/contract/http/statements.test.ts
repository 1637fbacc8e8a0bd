import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../support/server-under-test.ts';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';
import { csv, rowOf } from '../../support/statement-files.ts';

describe('a statement over HTTP', () => {
	let under: ServerUnderTest;
	let clerk: Caller;
	beforeAll(async () => {
		under = await startServerUnderTest();
		clerk = await under.signedIn('19000000014');
	});
	afterAll(() => under.stop());

	const payment = {
		taxReceiptNumber: '35123456',
		amountFen: 35_000,
		paidAtMs: 1_665_800_000_000,
		method: 'bank' as const,
	};
	const file = csv([rowOf('202210150000000001', payment), ['x', ...rowOf('1', payment).slice(1)]], 'gbk');
	const post = (caller: Caller, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
		caller.send('/api/statements', {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/octet-stream', ...headers },
		});
	const codeOf = async (reply: Response) =>
		((await reply.json()) as { error: { data: { code: string } } }).error.data.code;

	it('is taken from a clerk, once, and its rows are there to look at', async () => {
		const first = (await (await post(clerk, file)).json()) as { id: string; isKnown: boolean };
		expect(first.isKnown).toBe(false);
		expect(await (await post(clerk, file)).json()).toEqual({ ...first, isKnown: true });
		const { data } = await clerk.query('money.statements');
		// The demo has one of its own.
		expect(data.statements[0]).toMatchObject({ id: first.id, rowCount: 2, badCount: 1, waiting: 1 });
		// What could not be read leaves with a reason alone.
		const ask = { id: '018f0000-0000-7000-8000-0000000000bb', statementId: first.id };
		expect((await clerk.mutate('money.askBadRows', { ...ask, reason: ' ' })).code).toBe('request.malformed');
		const { data: card } = await clerk.mutate('money.askBadRows', { ...ask, reason: '改好再传' });
		expect(card).toMatchObject({ statementId: first.id, rows: 1, state: 'ready' });
		expect((await clerk.mutate('money.beginExport', { id: ask.id })).data).toMatchObject({ state: 'made' });
		const bad = await clerk.query('money.exportPart', { id: ask.id, n: 0 });
		expect(bad.data.rows).toMatchObject([{ line: 3, problem: 'serial' }]);
	});

	it('is taken from nobody else, from no other site, and not in any size', async () => {
		expect(await codeOf(await post(under.caller(), file))).toBe('auth.required');
		for (const phone of ['19000000012', '19000000013']) {
			expect(await codeOf(await post(await under.signedIn(phone), file))).toBe('request.not-found');
		}
		expect(await codeOf(await post(clerk, file, { 'sec-fetch-site': 'cross-site' }))).toBe(
			'request.cross-site',
		);
		expect(await codeOf(await post(clerk, file, { 'content-type': 'text/plain' }))).toBe('request.malformed');
		expect(await codeOf(await post(clerk, new Uint8Array(20_000_001)))).toBe('request.too-large');
		expect(await codeOf(await post(clerk, new Uint8Array([1, 2, 3])))).toBe('statement.wrong-columns');
	});

	it('what a clerk may do about money nobody else may', async () => {
		const reviewer = await under.signedIn('19000000012');
		const strayId = '018f0000-0000-7000-8000-0000000000aa';
		for (const [name, input] of [
			['money.assign', { strayId, serial: '202210150000000001' }],
			['money.refund', { strayId }],
			['money.lookAgain', { id: strayId, line: 1 }],
		] as const) {
			const refused = await reviewer.mutate(name, input);
			expect([refused.status, refused.code]).toEqual([404, 'request.not-found']);
			expect((await clerk.mutate(name, input)).code).toBe('request.not-found');
		}
		for (const name of ['money.totals', 'money.statements', 'money.queue']) {
			expect((await reviewer.query(name)).status).toBe(404);
			expect((await clerk.query(name)).status).toBe(200);
		}
		// Newer apps search by a call that puts nothing into the address; older ones list as before.
		expect((await clerk.mutate('office.findOrders', { text: '测试甲' })).data.rows).toEqual([]);
		expect((await clerk.query('office.orders', {})).status).toBe(200);
	});
});
