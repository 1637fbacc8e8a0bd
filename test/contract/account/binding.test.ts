import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachPlace } from '../../support/databases.ts';
import {
	recordingLogger,
	startServerUnderTest,
	type Caller,
	type ServerUnderTest,
} from '../../support/server-under-test.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A made-up ID number with a right check digit (GB 11643). */
function idNumber(serial: number): string {
	const head = `53010220040316${String(serial).padStart(3, '0')}`;
	const sum = weights.reduce((total, weight, i) => total + weight * Number(head[i]), 0);
	return head + '10X98765432'[sum % 11];
}

const person = (name: string, serial: number) => ({
	name,
	idType: 'resident-id',
	idNumber: idNumber(serial),
});

describeOnEachPlace('binding an account to a person', (place) => {
	const { lines, logger } = recordingLogger();
	let under: ServerUnderTest;
	beforeAll(async () => {
		under = await startServerUnderTest({ database: place(), logger });
	});
	afterAll(() => under.stop());

	const bind = (caller: Caller, claim: object) => caller.mutate('account.bindPerson', claim);

	it('binds by the word of the register, and shows the number masked', async () => {
		const caller = await under.signedIn('13700000001');
		const reply = await bind(caller, person('李一', 1));
		const masked = idNumber(1).replace(/^(.{6}).{8}/, '$1********');
		expect(reply.data.person).toEqual({ name: '李一', idNumberMasked: masked });
		expect((await caller.query('account.me')).data.person).toEqual(reply.data.person);
		expect((await bind(caller, person('李一', 1))).status).toBe(200);
	});

	it('takes full-width digits, blanks and a small x', async () => {
		const serial = Array.from({ length: 999 }, (_, i) => i).find((n) => idNumber(n).endsWith('X'))!;
		const caller = await under.signedIn('13700000002');
		const typed = idNumber(serial)
			.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
			.replace('X', 'x')
			.replace(/^(.{6})/, '$1 ');
		const reply = await bind(caller, { ...person(' 王二 ', serial), idNumber: typed });
		expect(reply.data.person.name).toBe('王二');
		expect(reply.data.person.idNumberMasked.endsWith('X')).toBe(true);
	});

	it('refuses who is bound elsewhere, and tells only those who know the name', async () => {
		await bind(await under.signedIn('13700000003'), person('张三', 3));
		const other = await under.signedIn('13700000004');
		expect((await bind(other, person('张三', 3))).code).toBe('auth.person-taken');
		expect((await bind(other, person('张四', 3))).code).toBe('auth.person-mismatch');
		expect((await other.query('account.me')).data.person).toBeNull();
	});

	it('refuses a second person for the same account', async () => {
		const caller = await under.signedIn('13700000005');
		await bind(caller, person('赵五', 5));
		expect((await bind(caller, person('赵六', 6))).code).toBe('auth.person-taken');
		expect((await caller.query('account.me')).data.person.name).toBe('赵五');
	});

	it('refuses what the register does not confirm', async () => {
		const caller = await under.signedIn('13700000007');
		const right = idNumber(7);
		const wrong = { ...person('孙七', 7), idNumber: right.slice(0, 17) + (right.endsWith('1') ? '2' : '1') };
		expect((await bind(caller, wrong)).code).toBe('auth.person-mismatch');
	});

	it('loses nothing when the register fails: the same claim goes through later', async () => {
		const caller = await under.signedIn('13700000008');
		await under.behave({ failRate: 1 });
		const silent = await bind(caller, person('周八', 8));
		expect(silent.status).toBe(503);
		expect(silent.code).toBe('auth.register-silent');
		expect(silent.error!.retryAfterSeconds).toBeGreaterThan(0);
		await under.behave({});
		expect((await bind(caller, person('周八', 8))).status).toBe(200);
	});

	it('gives up on a register that is too slow', async () => {
		const caller = await under.signedIn('13700000009');
		await under.behave({ delayMs: 6_000 });
		const reply = await bind(caller, person('吴九', 9));
		await under.behave({});
		expect(reply.code).toBe('auth.register-silent');
	});

	it('needs a session', async () => {
		expect((await bind(under.caller(), person('郑十', 10))).code).toBe('auth.required');
	});

	it('writes no name and no number of a person into the log', () => {
		const log = lines.join('\n');
		expect(log).toContain('account.bindPerson');
		expect(log).not.toMatch(/李一|张三|周八|53010220040316/);
	});
});
