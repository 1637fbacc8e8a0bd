/** Bytes of somebody's own, over HTTP: whatever they are, a browser saves them and runs nothing of them. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { ExchangeEnvelope } from '#server/usecase/exchange/parse-mutations.ts';
import { recordFilePath, requestedRecordPath } from '#shared/protocol/record.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { editClaim } from '../../support/claim-flow.ts';
import { aPage, aPdf } from '../../support/hostile-files.ts';
import { startServerUnderTest, type Caller, type ServerUnderTest } from '../../support/server-under-test.ts';
import { aPhoto, fileOf, post, type TestFile } from '../../support/uploading.ts';

const claim = '018f0000-0000-7000-8000-0000000000c1';
const device = '018f0000-0000-7000-8000-0000000000d1';
let under: ServerUnderTest;
let student: Caller;
let photo: TestFile;
let pdf: TestFile;

beforeAll(async () => {
	under = await startServerUnderTest();
	student = await under.signedIn('19000000003');
	photo = await aPhoto(5_000);
	pdf = await fileOf(aPdf([aPage]));
	for (const file of [photo, pdf]) expect((await post(student, file)).stored.isStored).toBe(true);
	const { services } = under.server;
	const { id } = (await student.query('account.me')).data;
	const actor: AccountActor = { kind: 'account', accountId: id, role: 'student', schoolCode: null };
	const documents = { 'medical-record': [photo.hash, pdf.hash] };
	const request = ExchangeEnvelope.parse({
		version: protocolVersion,
		device,
		firstSequence: 1,
		mutations: [editClaim(claim, { documents })],
		cursor: null,
	});
	const { results } = await exchange({ services, actor, request });
	expect(results[0]!.status).toBe('applied');
});
afterAll(() => under.stop());

function expectHarmless({ headers }: Response): void {
	expect(headers.get('x-content-type-options')).toBe('nosniff');
	expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z]+\.[a-z]+"$/);
	expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
	expect(headers.get('cache-control')).toBe('private, no-store');
	expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
}

it('a file of a claim is saved, sandboxed and taken for nothing but its type', async () => {
	for (const [file, type] of [
		[photo, 'image/jpeg'],
		[pdf, 'application/pdf'],
	] as const) {
		const answer = await student.send(`/api/claims/${claim}/documents/${file.hash}`);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe(type);
		expectHarmless(answer);
		expect(new Uint8Array(await answer.arrayBuffer())).toEqual(file.bytes);
	}
});

it('everything about a person likewise, and to nobody else', async () => {
	const answer = await student.send(recordFilePath);
	expect(answer.status).toBe(200);
	expect(answer.headers.get('content-type')).toBe('application/zip');
	expectHarmless(answer);
	const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
	expect(Object.keys(files).toSorted()).toEqual(
		[`files/${photo.hash}.jpg`, `files/${pdf.hash}.pdf`, 'record.json'].toSorted(),
	);
	expect(files[`files/${photo.hash}.jpg`]).toEqual(photo.bytes);
	expect((await under.caller().send(recordFilePath)).status).toBe(401);
	for (let i = 0; i < 4; i++) await (await student.send(recordFilePath)).arrayBuffer();
	expect((await student.send(recordFilePath)).status).toBe(429);
});

it('the same at a person’s request: to a reviewer alone, of this site, with all that is asked for', async () => {
	const reviewer = await under.signedIn('19000000011');
	const { accountId, name, idNumber } = await under.server.services.uow.run(
		{ kind: 'system' },
		async (tx) => {
			const account = await tx.accounts.findByPhone('19000000003');
			return (await tx.persons.findByAccount(account!.id))!;
		},
	);
	const request = { name, idNumber, idType: 'resident-id', reference: '2022-17', reason: '本人申请' };
	const ask = (caller: Caller, body: object, headers: Record<string, string> = {}) =>
		caller.send(requestedRecordPath, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(body),
		});
	const answer = await ask(reviewer, request);
	expect(answer.status).toBe(200);
	expectHarmless(answer);
	const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
	expect(Object.keys(files)).toContain(`files/${photo.hash}.jpg`);
	expect(new TextDecoder().decode(files['record.json'])).toContain(accountId);
	expect((await ask(student, request)).status).toBe(404);
	expect((await ask(under.caller(), request)).status).toBe(401);
	expect((await ask(reviewer, request, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
	expect((await ask(reviewer, request, { 'content-type': 'text/plain' })).status).toBe(400);
	for (const lacking of [
		{ ...request, reason: '  ' },
		{ ...request, reference: '' },
		{ ...request, more: 1 },
	]) {
		const refused = await ask(reviewer, lacking);
		expect(refused.status).toBe(400);
		expect(await refused.text()).not.toContain(name);
	}
});

it('a paper likewise', { timeout: 60_000 }, async () => {
	const enrollment = '01840000-0000-7000-8000-000000000203';
	const order = await under.server.services.uow.run({ kind: 'system' }, (tx) =>
		tx.orders.ofEnrollment(enrollment),
	);
	const answer = await student.send(`/api/papers/receipts/${order!.id}`);
	expect(answer.status).toBe(200);
	expectHarmless(answer);
	const other = await under.signedIn('19000000001');
	expect((await other.send(`/api/papers/receipts/${order!.id}`)).status).toBe(404);
	expect((await under.caller().send(`/api/papers/receipts/${order!.id}`)).status).toBe(401);
});
