import { afterEach, expect, test, vi } from 'vitest';
import { askMoment } from '#lib/transport/moment-wire.ts';

const moment = { serverTimeMs: 1, businessDate: '2022-10-15', demo: true };
const answer = (body: unknown, init: ResponseInit = {}) =>
	vi.stubGlobal('fetch', async () => Response.json(body, init));

afterEach(() => vi.unstubAllGlobals());

test('the moment comes in one plain call', async () => {
	answer({ result: { data: moment } });
	expect(await askMoment()).toEqual({ ok: true, value: moment });
});

test.each([
	['no date', { result: { data: { ...moment, businessDate: 'soon' } } }, {}, 'server.unavailable'],
	['nothing', {}, {}, 'server.unavailable'],
	[
		'a refusal of ours',
		{ error: { data: { code: 'request.too-many' } } },
		{ status: 429 },
		'server.unavailable',
	],
	['a login page of the network', { hello: 1 }, { status: 403 }, 'network.captive-portal'],
])('%s is refused, never taken for a moment', async (_, body, init, code) => {
	answer(body, init);
	expect(await askMoment()).toMatchObject({ ok: false, error: { code } });
});

test('without a network the answer says so', async () => {
	vi.stubGlobal('fetch', async () => {
		throw new TypeError('Failed to fetch');
	});
	expect(await askMoment()).toEqual({ ok: false, error: { code: 'network.offline' } });
});
