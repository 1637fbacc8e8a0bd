import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReply, startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';

const json = { 'content-type': 'application/json' };
const gzipped = { ...json, 'content-encoding': 'gzip' };
const code = '/api/trpc/account.requestCode';
const valid = { phone: '13600000001', purpose: 'sign-in' };

interface Case {
	name: string;
	path?: string;
	init: () => RequestInit;
	status: number;
	code: string;
	field?: string;
}

const post = (body: BodyInit, headers: Record<string, string> = json) => ({ method: 'POST', body, headers });

const cases: Case[] = [
	{
		name: 'a wrong type',
		init: () => post(JSON.stringify({ ...valid, phone: 13600000001 })),
		status: 400,
		code: 'request.malformed',
		field: 'phone',
	},
	{
		name: 'a field that is missing',
		init: () => post(JSON.stringify({ phone: valid.phone })),
		status: 400,
		code: 'request.malformed',
		field: 'purpose',
	},
	{
		name: 'an unknown field of the envelope',
		init: () => post(JSON.stringify({ ...valid, admin: true })),
		status: 400,
		code: 'request.unknown-field',
		field: 'admin',
	},
	{ name: 'no body', init: () => post(''), status: 400, code: 'request.malformed' },
	{ name: 'null', init: () => post('null'), status: 400, code: 'request.malformed' },
	{ name: 'a list', init: () => post('[1]'), status: 400, code: 'request.malformed' },
	{ name: 'broken JSON', init: () => post('{"phone":'), status: 400, code: 'request.malformed' },
	{
		name: 'bytes that are no text',
		init: () => post(new Uint8Array([0x22, 0xff, 0xfe, 0x22])),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'ten thousand nested lists',
		init: () => post('['.repeat(10_000) + ']'.repeat(10_000)),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'nested objects in a field',
		init: () => post(`{"phone":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'more bytes than allowed',
		init: () => post(JSON.stringify({ ...valid, phone: 'x'.repeat(2_000_001) })),
		status: 413,
		code: 'request.too-large',
	},
	{
		name: 'a small gzip body that unpacks to a large one',
		init: () => post(new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' '))), gzipped),
		status: 413,
		code: 'request.too-large',
	},
	{
		name: 'what is called gzip and is none',
		init: () => post(new Uint8Array(randomBytes(100)), gzipped),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'a gzip body that is cut off',
		init: () => post(new Uint8Array(gzipSync(JSON.stringify(valid)).subarray(0, 20)), gzipped),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'an encoding that is not spoken',
		init: () => post('x', { ...json, 'content-encoding': 'compress' }),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'a form of another site',
		init: () => post('phone=1', { 'content-type': 'application/x-www-form-urlencoded' }),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'text, which a page of another site may send unasked',
		init: () => post(JSON.stringify(valid), { 'content-type': 'text/plain' }),
		status: 400,
		code: 'request.malformed',
	},
	{
		name: 'the origin of another site',
		init: () => post(JSON.stringify(valid), { ...json, origin: 'https://evil.example' }),
		status: 403,
		code: 'request.cross-site',
	},
	{
		name: 'a browser that says cross-site',
		init: () => post(JSON.stringify(valid), { ...json, 'sec-fetch-site': 'cross-site' }),
		status: 403,
		code: 'request.cross-site',
	},
	{
		name: 'a procedure that does not exist',
		path: '/api/trpc/account.steal',
		init: () => post('{}'),
		status: 404,
		code: 'request.not-found',
	},
	{
		name: 'a mutation asked as a query',
		path: `${code}?input=${encodeURIComponent(JSON.stringify(valid))}`,
		init: () => ({}),
		status: 404,
		code: 'request.not-found',
	},
	{
		name: 'a batch',
		path: `${code},account.requestCode?batch=1`,
		init: () => post(JSON.stringify({ 0: valid, 1: valid })),
		status: 400,
		code: 'request.malformed',
	},
	{ name: 'another address', path: '/api/else', init: () => ({}), status: 404, code: 'request.not-found' },
	{
		name: 'a query without a session',
		path: '/api/trpc/account.me',
		init: () => ({}),
		status: 401,
		code: 'auth.required',
	},
	{
		name: 'a cookie that is not ours',
		path: '/api/trpc/account.me',
		init: () => ({ headers: { cookie: `cc_s=${'é'.codePointAt(0)}'; drop table account` } }),
		status: 401,
		code: 'auth.required',
	},
	{
		name: 'a date that no scheme will see',
		path: '/api/trpc/demo.moveBusinessDate',
		init: () => post('{"date":"9999-12-31"}'),
		status: 400,
		code: 'request.malformed',
		field: 'date',
	},
	{
		name: 'a date that does not exist',
		path: '/api/trpc/demo.moveBusinessDate',
		init: () => post('{"date":"2022-02-30"}'),
		status: 400,
		code: 'request.malformed',
		field: 'date',
	},
];

/** What a reviewer or a clerk may call, with words that no store keeps or no page was ever handed out with. */
const asked: [phone: string, procedure: string, input: Record<string, unknown>, status: number][] = [
	['19000000011', 'review.queue', { state: 'declared', schoolCode: '\0' }, 400],
	['19000000011', 'review.queue', { state: 'declared', after: `1.${'-'.repeat(36)}` }, 200],
	['19000000014', 'office.orders', { after: `1.${'-'.repeat(36)}` }, 200],
];

describe('bad input', () => {
	let under: ServerUnderTest;
	beforeAll(async () => {
		under = await startServerUnderTest();
	});
	afterAll(() => under.stop());

	for (const { name, path = code, init, status, code: expected, field } of cases) {
		it(`${name}: ${status} ${expected}, and nothing more is said`, async () => {
			const response = await fetch(under.server.url + path, init());
			const reply = await readReply(response.clone() as Response);
			expect([reply.status, reply.code, reply.error?.path]).toEqual([
				status,
				expected,
				field ?? reply.error?.path,
			]);
			expect(await response.text()).not.toMatch(/stack|node_modules|Error:|zod|sql/i);
		});
	}

	it('leaves no trace of any of them, and the same call in order goes through', async () => {
		const inbox = async () =>
			(await (await fetch(`${under.registersUrl}/admin/sms`)).json()) as { messages: unknown[] };
		expect((await inbox()).messages).toEqual([]);
		const plain = await fetch(under.server.url + code, post(JSON.stringify(valid)));
		expect(plain.status).toBe(200);
		const packed = await fetch(
			under.server.url + code,
			post(new Uint8Array(gzipSync(JSON.stringify(valid))), { ...gzipped, 'sec-fetch-site': 'same-origin' }),
		);
		expect(packed.status).toBe(200);
		expect((await inbox()).messages).toHaveLength(2);
	});

	it('is no bug when the line breaks in the middle of a body', async () => {
		const lines: unknown[] = [];
		const { logger } = under.server.services;
		const { error } = logger;
		logger.error = (fields) => lines.push(fields);
		const { port } = new URL(under.server.url);
		for (const path of [code, '/api/callbacks/tax']) {
			const socket = connect(Number(port), '127.0.0.1');
			const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
			socket.write(`${head}content-length: 500\r\n\r\n{"phone":`);
			await new Promise((resolve) => setTimeout(resolve, 100));
			socket.destroy();
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		logger.error = error;
		expect(lines).toEqual([]);
	});

	it('is no bug in a call of the staff or in a name to be bound', async () => {
		for (const [phone, procedure, input, status] of asked) {
			const staff = await under.signedIn(phone);
			expect((await staff.query(procedure, input)).status, procedure).toBe(status);
		}
		const student = await under.signedIn('13600000009');
		const person = { name: '测试\0', idType: 'passport', idNumber: 'E12345678' };
		expect((await student.mutate('account.bindPerson', person)).error).toMatchObject({
			code: 'request.malformed',
			path: 'name',
		});
	});
});
