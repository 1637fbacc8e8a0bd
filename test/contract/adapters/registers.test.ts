import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createRegisterHttp } from '#server/adapters/register-http.ts';
import { createSmsHttp } from '#server/adapters/sms-http.ts';
import { noticeKinds } from '#shared/domain/notice/notice-kind.ts';
import { createRegistersApp } from '#server/sandbox/registers/app.ts';
import { recordingLogger } from '../../support/server-under-test.ts';

const idNumber = '530102200403150010';
const seeded = {
	persons: [{ name: '林小禾', idType: 'resident-id', idNumber, phones: ['19000000001', '19100000001'] }],
	insurance: [{ idNumber, insured: 'lump-sum', lumpSumThrough: '2030', place: '大理州医保' }],
	schools: [
		{ idNumber, schoolCode: 'kmmu', studentNumber: '20220001', enrolled: true, graduatesOn: '2027-06-30' },
	],
};

async function listen(server: Pick<Server, 'listen' | 'address'>): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the drivers of SMS and registers against the sandbox', () => {
	const sandbox = createAdaptorServer({
		fetch: createRegistersApp({ register: 'register-secret', sms: 'sms-secret' }).fetch,
	}) as Server;
	const { lines, logger } = recordingLogger();
	let url: string;
	beforeAll(async () => {
		url = await listen(sandbox);
		await fetch(`${url}/admin/seed`, { method: 'POST', body: JSON.stringify(seeded) });
	});
	afterAll(() => new Promise((resolve) => sandbox.close(resolve)));

	const register = (secret = 'register-secret') => createRegisterHttp({ url, secret }, logger);
	const claim = { name: '林小禾', idType: 'resident-id', idNumber, phone: '19000000001' };

	it('confirms who is on record, by any of their phones, and nobody else', async () => {
		expect(await register().verifyPerson(claim)).toBe('match');
		expect(await register().verifyPerson({ ...claim, phone: '19100000001' })).toBe('match');
		expect(await register().verifyPerson({ ...claim, phone: '19000000002' })).toBe('mismatch');
		expect(await register().verifyPerson({ ...claim, name: '林大禾' })).toBe('mismatch');
	});

	it('takes in a made-up person on first sight, and then knows them', async () => {
		const made = { ...claim, name: '新同学', idNumber: '53011120040721003X' };
		expect(await register().insuranceStatus(made.idNumber)).toBe('not-known');
		expect(await register().verifyPerson({ ...made, idNumber: '530111200407210031' })).toBe('unknown');
		expect(await register().verifyPerson(made)).toBe('match');
		expect(await register().verifyPerson({ ...made, name: '别人' })).toBe('mismatch');
		expect(await register().insuranceStatus(made.idNumber)).toMatchObject({ insured: 'none' });
		expect(await register().schoolRegister(made.idNumber)).toBe('not-known');
	});

	it('tells insurance and school', async () => {
		const { idNumber: _, ...insurance } = seeded.insurance[0]!;
		const { idNumber: __, ...school } = seeded.schools[0]!;
		expect(await register().insuranceStatus(idNumber)).toEqual(insurance);
		expect(await register().schoolRegister(idNumber)).toEqual(school);
	});

	it('shows a message in the inbox, as text and as a page', async () => {
		const sms = createSmsHttp({ url, secret: 'sms-secret' }, logger);
		await sms.sendCode({ phone: '13300000001', code: '123456', purpose: 'sign-in' });
		const { messages } = (await (await fetch(`${url}/admin/sms?phone=13300000001`)).json()) as {
			messages: { text: string }[];
		};
		expect(messages[0]!.text).toContain('123456');
		expect(await (await fetch(`${url}/sms`)).text()).toContain('123456');
	});

	it('sends what is told of an enrollment in words of its own for each kind, once for each id', async () => {
		const sms = createSmsHttp({ url, secret: 'sms-secret' }, logger);
		const phone = '13300000002';
		for (const id of ['a', 'a', 'b']) await sms.sendNotice({ id, phone, kind: 'returned' });
		for (const kind of noticeKinds) await sms.sendNotice({ id: kind, phone, kind });
		const { messages } = (await (await fetch(`${url}/admin/sms?phone=${phone}`)).json()) as {
			messages: { text: string }[];
		};
		const texts = messages.map(({ text }) => text);
		expect(texts).toHaveLength(2 + noticeKinds.length);
		expect(new Set(texts).size).toBe(noticeKinds.length);
		// Nothing of a person could stand in a text without a digit and without a value to fill in.
		expect(texts.join('')).not.toMatch(/[\d{}]/);
		await expect(sms.sendNotice({ id: 'c', phone, kind: 'of-tomorrow' })).rejects.toThrow('auth.sms-silent');
	});

	it('is silent to a wrong secret, a refused connection and an answer of another shape', async () => {
		await expect(register('wrong').verifyPerson(claim)).rejects.toThrow('auth.register-silent');
		const nobody = createRegisterHttp({ url: 'http://127.0.0.1:9', secret: 'x' }, logger);
		await expect(nobody.insuranceStatus(idNumber)).rejects.toThrow('auth.register-silent');
		const portal = createServer((_request, response) => response.end('<html>please log in</html>'));
		const odd = createRegisterHttp({ url: await listen(portal), secret: 'x' }, logger);
		await expect(odd.schoolRegister(idNumber)).rejects.toThrow('auth.register-silent');
		portal.close();
		expect(lines.length).toBeGreaterThanOrEqual(3);
		expect(lines.join('\n')).not.toMatch(/林小禾|5301022004|1900000/);
	});
});
