import { expect, test } from 'vitest';
import { createClient } from '#lib/transport/client.ts';
import { exchangeWire } from '#lib/transport/exchange-wire.ts';

const request = {
	version: 1,
	device: '01890000-0000-7000-8000-000000000000',
	firstSequence: 1,
	mutations: [],
	cursor: null,
};

const reply = {
	results: [{ sequence: 1, status: 'applied' }],
	changes: [],
	cursor: 'c1',
	more: false,
	moment: { serverTimeMs: 1, businessDate: '2022-10-15', demo: true },
};

/** The exchange port over a wire that answers with this JSON. */
function answering(status: number, body: unknown) {
	const answer = () => Promise.resolve(Response.json(body, { status }));
	return exchangeWire(createClient({ url: 'http://phone.test/api/trpc', fetch: answer as typeof fetch }));
}

const refused = (code: string, more: object = {}) => ({
	error: { message: code, code: -32600, data: { code, httpStatus: 409, ...more } },
});

test('hands on a whole reply', async () => {
	const answer = await answering(200, { result: { data: reply } }).exchange(request);
	expect(answer).toEqual({ ok: true, value: reply });
});

test.each([
	['a result without a number', { ...reply, results: [{ status: 'applied' }] }],
	['no cursor', { ...reply, cursor: undefined }],
	['a change of no known kind', { ...reply, changes: [{ kind: 'payment', id: 'x', view: null }] }],
	[
		'a view with half its fields',
		{ ...reply, changes: [{ kind: 'enrollment', id: 'x', view: { id: 'x' } }] },
	],
	['nothing', null],
])('refuses a reply with %s whole', async (_what, data) => {
	const answer = await answering(200, { result: { data } }).exchange(request);
	expect(answer).toEqual({ ok: false, error: { code: 'server.unavailable' } });
});

test("hands on the server's refusal with what it says of where, when and which", async () => {
	const gap = await answering(409, refused('sync.sequence-gap', { expected: 5 })).exchange(request);
	expect(gap).toEqual({ ok: false, error: { code: 'sync.sequence-gap', expected: 5 } });
	const malformed = await answering(400, refused('request.malformed', { path: 'mutations.0' })).exchange(
		request,
	);
	expect(malformed).toEqual({ ok: false, error: { code: 'request.malformed', path: 'mutations.0' } });
});

test('a reason of a later version refuses its mutation, and does not spoil the reply', async () => {
	const results = [{ sequence: 1, status: 'refused', code: 'enrollment.new-reason' }, ...reply.results];
	const answer = await answering(200, { result: { data: { ...reply, results } } }).exchange(request);
	expect(answer).toMatchObject({
		value: { results: [{ sequence: 1, status: 'refused', code: 'server.bug' }, reply.results[0]] },
	});
});

test.each([
	[502, { message: 'Bad gateway' }, 'server.unavailable'],
	[503, { error: 'no backend' }, 'server.unavailable'],
	[429, { message: 'slow down' }, 'request.too-many'],
	[403, { message: 'log in first' }, 'network.captive-portal'],
])("a %i with a proxy's own JSON is told apart", async (status, body, code) => {
	const answer = await answering(status, body).exchange(request);
	expect(answer).toEqual({ ok: false, error: { code } });
});

test('a code of a later version is taken by its status', async () => {
	const answer = await answering(401, refused('auth.new-kind', { httpStatus: 401 })).exchange(request);
	expect(answer).toEqual({ ok: false, error: { code: 'auth.required' } });
});

test("JSON that is not our server's is a captive portal", async () => {
	const answer = await answering(200, { login: 'https://wifi.example' }).exchange(request);
	expect(answer).toEqual({ ok: false, error: { code: 'network.captive-portal' } });
});
