/** The second factor of staff over HTTP: set up, asked for, renewed, switched off, taken away by the operator. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTotp } from '#server/adapters/totp.ts';
import { cleanUpAccounts } from '#server/usecase/account/clean-up.usecase.ts';
import { resetSecondFactor } from '#server/usecase/account/change-second-factor.usecase.ts';
import { describeOnEachPlace } from '../../support/databases.ts';
import { refusalOf } from '../../support/flow-world.ts';
import { StaffHouse } from '../../support/second-factor-flow.ts';
import { movableClock, recordingLogger, startServerUnderTest } from '../../support/server-under-test.ts';

const minuteMs = 60_000;
const password = '昆明-Campus-2023';

describeOnEachPlace('the second factor of staff', (place) => {
	const clock = movableClock();
	const { lines, logger } = recordingLogger();
	let house: StaffHouse;
	beforeAll(async () => {
		house = new StaffHouse(await startServerUnderTest({ database: place(), clock, logger }), clock);
	});
	afterAll(() => house?.under.stop());
	const services = () => house.under.server.services;
	const owner = () => house.under.server.database.owner;
	const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

	it('is set up with the first code, asks nobody before, and open sessions stay', async () => {
		const { phone, caller, id } = await house.staff();
		const before = await caller.query('secondFactor.state');
		expect(before.data).toEqual({ isOn: false, isRequired: false, canSetUp: true, codesLeft: 0 });
		const { key } = (await caller.mutate('secondFactor.begin', {})).data;
		expect((await house.firstStep(phone)).reply.data.id).toBe(id);
		const wrong = await caller.mutate('secondFactor.confirm', { code: wrongOf(house.codeOf(key)) });
		expect(wrong.code).toBe('auth.second-factor-wrong');
		const told = await caller.mutate('secondFactor.confirm', { code: house.codeOf(key) });
		expect(new Set(told.data.codes).size).toBe(8);
		expect((await caller.query('secondFactor.state')).data).toMatchObject({ isOn: true, codesLeft: 8 });
		for (const again of ['begin', 'confirm']) {
			const reply = await caller.mutate(`secondFactor.${again}`, { code: house.codeOf(key) });
			expect(reply.code, again).toBe('auth.second-factor-changed');
		}
		expect((await house.acts(id)).map(({ act }) => act)).toContain('second-factor.confirm');
	});

	it('keeps the secret wrapped, the recovery codes and the ticket hashed, and logs and writes down none', async () => {
		const { key, codes, id, phone } = await house.withFactor();
		const { ticket } = await house.firstStep(phone);
		const tables = ['second_factor', 'recovery_code', 'sign_in_ticket', 'audit_entry'];
		const dumped: unknown[] = [];
		for (const table of tables) {
			const { rows } = await sql`select * from ${sql.id(table)}`.execute(owner());
			dumped.push(...rows);
		}
		const said = JSON.stringify([dumped, lines]);
		expect(said).toContain(id);
		for (const secret of [key, ticket, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
			expect(said).not.toContain(secret);
		}
	});

	it('is asked for after the code and after the password, and until then there is no session', async () => {
		const { phone, key, id } = await house.withFactor();
		const { caller, reply, ticket } = await house.firstStep(phone);
		expect(reply.data).toEqual({ ticket: expect.stringMatching(/^[\w-]{22}$/) });
		expect(caller.cookies.has('cc_s')).toBe(false);
		expect((await caller.query('account.me')).code).toBe('auth.required');
		const entered = await house.secondStep(caller, ticket, house.codeOf(key));
		expect(entered.data).toMatchObject({ id, role: 'reviewer' });
		expect((await caller.query('account.me')).data).toEqual(entered.data);

		await caller.mutate('account.requestCode', { phone, purpose: 'set-password' });
		const code = await house.under.codeOf(phone);
		await caller.mutate('account.setPassword', { phone, code, password });
		house.nextCode();
		const other = house.under.caller();
		const first = await other.mutate('account.signInWithPassword', { phone, password, takesTicket: true });
		expect(Object.keys(first.data)).toEqual(['ticket']);
		const typed = house.codeOf(key).replace(/^.../, '$& ');
		expect((await house.secondStep(other, first.data.ticket, typed)).status).toBe(200);
		const signedIn = (await house.acts(id)).filter(({ act }) => act === 'account.sign-in');
		expect(signedIn.slice(-2).map(({ detail }) => detail)).toEqual([
			{ way: 'code', second: 'totp' },
			{ way: 'password', second: 'totp' },
		]);
	});

	it('tells an app that does not know it to update, in words that it has, and spends nothing', async () => {
		const { phone } = await house.withFactor();
		const { caller, reply } = await house.firstStep(phone, {});
		expect([reply.status, reply.code]).toEqual([426, 'request.client-too-old']);
		const code = await house.under.codeOf(phone);
		const again = await caller.mutate('account.signInWithCode', { phone, code, takesTicket: true });
		expect(again.data.ticket).toBeTruthy();
	});

	it('takes a code once, by whomever, and none of a step before it', async () => {
		const { phone, key } = await house.withFactor();
		const early = house.codeOf(key, -1);
		const code = house.codeOf(key);
		const [one, two] = [await house.firstStep(phone), await house.firstStep(phone)];
		const both = await Promise.all(
			[one, two].map(({ caller, ticket }) => house.secondStep(caller, ticket, code)),
		);
		expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
		expect(both.find(({ status }) => status === 400)!.code).toBe('auth.second-factor-wrong');
		const left = both[0]!.status === 400 ? one : two;
		expect((await house.secondStep(left.caller, left.ticket, early)).code).toBe('auth.second-factor-wrong');
		expect((await house.secondStep(left.caller, left.ticket, house.codeOf(key, 1))).status).toBe(200);
	});

	it('bears one step of drift either way and no more', async () => {
		const { phone, key } = await house.withFactor();
		clock.moveOn(5 * minuteMs);
		const { caller, ticket } = await house.firstStep(phone);
		for (const far of [-2, 2]) {
			const reply = await house.secondStep(caller, ticket, house.codeOf(key, far));
			expect(reply.code, String(far)).toBe('auth.second-factor-wrong');
		}
		expect((await house.secondStep(caller, ticket, house.codeOf(key, -1))).status).toBe(200);
		const next = await house.firstStep(phone);
		expect((await house.secondStep(next.caller, next.ticket, house.codeOf(key, 1))).status).toBe(200);
	});

	it('a ticket is for one use, five tries and five minutes', async () => {
		const { phone, key } = await house.withFactor();
		const ended = 'auth.ticket-expired';
		const used = await house.firstStep(phone);
		expect((await house.secondStep(used.caller, used.ticket, house.codeOf(key))).status).toBe(200);
		house.nextCode();
		expect((await house.secondStep(used.caller, used.ticket, house.codeOf(key))).code).toBe(ended);

		const tried = await house.firstStep(phone);
		for (let i = 0; i < 5; i += 1) {
			const reply = await house.secondStep(tried.caller, tried.ticket, wrongOf(house.codeOf(key)));
			expect(reply.code).toBe('auth.second-factor-wrong');
		}
		expect((await house.secondStep(tried.caller, tried.ticket, house.codeOf(key))).code).toBe(ended);

		const late = await house.firstStep(phone);
		clock.moveOn(5 * minuteMs);
		expect((await house.secondStep(late.caller, late.ticket, house.codeOf(key))).code).toBe(ended);
		expect((await house.secondStep(late.caller, 'A'.repeat(22), house.codeOf(key))).code).toBe(ended);
		await cleanUpAccounts({ services: services() });
		const { rows } = await sql`select 1 from sign_in_ticket where expires_at_ms <= ${clock.nowMs()}`.execute(
			owner(),
		);
		expect(rows).toEqual([]);
	});

	it('tries are counted by account over all tickets, right or wrong', async () => {
		const { phone, key, codes } = await house.withFactor();
		clock.moveOn(11 * minuteMs);
		for (const half of [await house.firstStep(phone), await house.firstStep(phone)]) {
			for (let i = 0; i < 5; i += 1) {
				const reply = await house.secondStep(half.caller, half.ticket, wrongOf(house.codeOf(key)));
				expect(reply.code).toBe('auth.second-factor-wrong');
			}
		}
		const { caller, ticket } = await house.firstStep(phone);
		for (const right of [house.codeOf(key), codes[0]!]) {
			const reply = await house.secondStep(caller, ticket, right);
			expect(reply.code).toBe('request.too-many');
			expect(reply.error!.retryAfterSeconds).toBeGreaterThan(0);
		}
		clock.moveOn(11 * minuteMs);
		const later = await house.firstStep(phone);
		expect((await house.secondStep(later.caller, later.ticket, house.codeOf(key))).status).toBe(200);
	});

	it('a recovery code signs in once, as it is typed from paper, and it is written down', async () => {
		const { phone, codes, id } = await house.withFactor();
		const other = await house.withFactor();
		const { caller, ticket } = await house.firstStep(phone);
		const foreign = await house.secondStep(caller, ticket, other.codes[0]!);
		expect(foreign.code).toBe('auth.second-factor-wrong');
		const typed = codes[3]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
		expect((await house.secondStep(caller, ticket, typed)).status).toBe(200);
		expect((await caller.query('secondFactor.state')).data.codesLeft).toBe(7);
		const again = await house.firstStep(phone);
		expect((await house.secondStep(again.caller, again.ticket, codes[3]!)).code).toBe(
			'auth.second-factor-wrong',
		);
		expect((await house.acts(id)).map(({ act }) => act)).toContain('second-factor.use-recovery-code');
	});

	it('new recovery codes need a code, and end the earlier ones', async () => {
		const { caller, key, codes, phone } = await house.withFactor();
		const wrong = await caller.mutate('secondFactor.renewCodes', { code: wrongOf(house.codeOf(key)) });
		expect(wrong.code).toBe('auth.second-factor-wrong');
		const told = await caller.mutate('secondFactor.renewCodes', { code: house.codeOf(key) });
		expect(told.data.codes).toHaveLength(8);
		const { caller: browser, ticket } = await house.firstStep(phone);
		expect((await house.secondStep(browser, ticket, codes[0]!)).code).toBe('auth.second-factor-wrong');
		expect((await house.secondStep(browser, ticket, told.data.codes[0])).status).toBe(200);
	});

	it('is switched off only with a code; then nothing is asked, and a half-way sign-in has ended', async () => {
		const { caller, key, phone, id, codes } = await house.withFactor();
		const half = await house.firstStep(phone);
		const wrong = await caller.mutate('secondFactor.switchOff', { code: wrongOf(house.codeOf(key)) });
		expect(wrong.code).toBe('auth.second-factor-wrong');
		expect((await caller.mutate('secondFactor.switchOff', { code: codes[0] })).status).toBe(200);
		expect((await caller.mutate('secondFactor.switchOff', { code: codes[1] })).code).toBe(
			'auth.second-factor-changed',
		);
		expect((await house.firstStep(phone, {})).reply.data.id).toBe(id);
		expect((await house.secondStep(half.caller, half.ticket, house.codeOf(key))).code).toBe(
			'auth.ticket-expired',
		);
		expect((await house.acts(id)).map(({ act }) => act)).toContain('second-factor.switch-off');
	});

	it('the operator takes it away: every session ends, and it is written down as not the person’s act', async () => {
		const { caller, phone, id } = await house.withFactor();
		await resetSecondFactor({ services: services(), accountId: id });
		expect((await caller.query('account.me')).code).toBe('auth.required');
		expect((await house.firstStep(phone)).reply.data.id).toBe(id);
		const reset = (await house.acts(id)).find(({ act }) => act === 'second-factor.reset');
		expect(reset).toMatchObject({ actor: 'system', detail: {} });
		const none = await refusalOf(resetSecondFactor({ services: services(), accountId: id }));
		expect(none.code).toBe('request.not-found');
	});

	it('under another master key, or one that was tampered with, it says so; recovery codes still work', async () => {
		const { phone, key, codes, id } = await house.withFactor();
		const real = services().secondFactor;
		const { caller, ticket } = await house.firstStep(phone);
		const closed = async () => (await house.secondStep(caller, ticket, house.codeOf(key))).code;
		for (const other of [createTotp('x'.repeat(43), logger), null]) {
			services().secondFactor = other;
			expect(await closed()).toBe('auth.second-factor-closed');
		}
		services().secondFactor = real;
		await sql`update second_factor set wrapped_secret = (select wrapped_secret from second_factor
			where account_id <> ${id} limit 1) where account_id = ${id}`.execute(owner());
		expect(await closed()).toBe('auth.second-factor-closed');
		expect((await house.secondStep(caller, ticket, codes[0]!)).status).toBe(200);
	});

	it('cannot be set up without a master key, and the page is told why', async () => {
		const { caller } = await house.staff('clerk');
		const real = services().secondFactor;
		services().secondFactor = null;
		expect((await caller.query('secondFactor.state')).data.canSetUp).toBe(false);
		expect((await caller.mutate('secondFactor.begin', {})).code).toBe('auth.second-factor-closed');
		services().secondFactor = real;
		expect((await caller.mutate('secondFactor.begin', {})).status).toBe(200);
	});
});
