import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachPlace } from '../../support/databases.ts';
import {
	movableClock,
	recordingLogger,
	startServerUnderTest,
	type ServerUnderTest,
} from '../../support/server-under-test.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const password = '昆明-Campus-2023';

let phones = 0;
/** A phone that no other test uses, so that limits of one test do not reach another. */
function newPhone(): string {
	phones += 1;
	return `1390000${String(phones).padStart(4, '0')}`;
}

describeOnEachPlace('signing in', (place) => {
	const clock = movableClock();
	const { lines, logger } = recordingLogger();
	let under: ServerUnderTest;
	beforeAll(async () => {
		under = await startServerUnderTest({ database: place(), clock, logger });
	});
	afterAll(() => under.stop());

	const requestCode = (phone: string, purpose = 'sign-in') =>
		under.caller().mutate('account.requestCode', { phone, purpose });
	const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

	it('makes a student of a phone that is new, and finds the account again', async () => {
		const phone = newPhone();
		const first = await (await under.signedIn(phone)).query('account.me');
		expect(first.data).toMatchObject({ role: 'student', person: null, hasPassword: false });
		expect(first.data.phoneMasked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
		expect(Buffer.from(first.data.unlockKey, 'base64')).toHaveLength(32);
		const second = await (await under.signedIn(phone)).query('account.me');
		expect(second.data).toEqual(first.data);
	});

	it('ends the session that a browser signs in over, whosever it was, by code and by password', async () => {
		const [first, second] = [newPhone(), newPhone()];
		const browser = await under.signedIn(first);
		const old = under.caller();
		old.cookies = new Map(browser.cookies);
		const other = await under.signedIn(first);
		await browser.mutate('account.requestCode', { phone: second, purpose: 'set-password' });
		const code = await under.codeOf(second);
		await browser.mutate('account.setPassword', { phone: second, code, password });
		expect((await old.query('account.me')).status).toBe(200);
		const entered = await browser.mutate('account.signInWithPassword', { phone: second, password });
		expect(entered.status).toBe(200);
		expect((await old.query('account.me')).status).toBe(401);
		old.cookies = new Map(browser.cookies);
		await browser.mutate('account.requestCode', { phone: second, purpose: 'sign-in' });
		const again = { phone: second, code: await under.codeOf(second) };
		expect((await browser.mutate('account.signInWithCode', again)).status).toBe(200);
		expect((await old.query('account.me')).status).toBe(401);
		// Another browser of the same account is not touched, and this one is in.
		expect([(await other.query('account.me')).status, (await browser.query('account.me')).status]).toEqual([
			200, 200,
		]);
	});

	it('keeps only hashes of the session and of the code', async () => {
		const phone = newPhone();
		const caller = await under.signedIn(phone);
		await requestCode(phone);
		const code = await under.codeOf(phone);
		const token = caller.cookies.get('cc_s')!;
		const { rows: sessions } = await sql`select token_hash from session`.execute(under.server.database.owner);
		const { rows: codes } = await sql`select code_hash from one_time_code`.execute(
			under.server.database.owner,
		);
		expect(token).toHaveLength(22);
		expect(JSON.stringify(sessions)).not.toContain(token);
		expect(JSON.stringify(codes)).not.toContain(`"${code}"`);
		expect(JSON.stringify(codes)).toMatch(/scrypt\$/);
	});

	it('sets a cookie that scripts and other sites cannot use', async () => {
		const phone = newPhone();
		await requestCode(phone);
		const reply = await under
			.caller()
			.mutate('account.signInWithCode', { phone, code: await under.codeOf(phone) });
		const cookie = reply.headers.getSetCookie().find((line) => line.startsWith('cc_s='))!;
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
		expect(cookie).toMatch(/Max-Age=2592000/i);
	});

	it('takes a code once', async () => {
		const phone = newPhone();
		await requestCode(phone);
		const code = await under.codeOf(phone);
		const use = () => under.caller().mutate('account.signInWithCode', { phone, code });
		const both = await Promise.all([use(), use()]);
		expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
		expect((await use()).code).toBe('auth.code-expired');
	});

	it('takes no code for another purpose, another phone, or after ten minutes', async () => {
		const phone = newPhone();
		await requestCode(phone);
		const code = await under.codeOf(phone);
		const asPassword = await under.caller().mutate('account.setPassword', { phone, code, password });
		expect(asPassword.code).toBe('auth.code-expired');
		const elsewhere = await under.caller().mutate('account.signInWithCode', { phone: newPhone(), code });
		expect(elsewhere.code).toBe('auth.code-expired');
		clock.moveOn(10 * minuteMs);
		expect((await under.caller().mutate('account.signInWithCode', { phone, code })).code).toBe(
			'auth.code-expired',
		);
	});

	it('locks a code after five tries, also for the right digits', async () => {
		const phone = newPhone();
		await requestCode(phone);
		const code = await under.codeOf(phone);
		const attempt = (digits: string) =>
			under.caller().mutate('account.signInWithCode', { phone, code: digits });
		for (let i = 0; i < 5; i++) expect((await attempt(wrongOf(code))).code).toBe('auth.code-wrong');
		const locked = await attempt(code);
		expect(locked.status).toBe(429);
		expect(locked.code).toBe('auth.code-locked');
		expect(locked.error!.retryAfterSeconds).toBeGreaterThan(0);
		// A new code opens the way again.
		await requestCode(phone);
		expect((await attempt(await under.codeOf(phone))).status).toBe(200);
	});

	it('counts five parallel wrong tries as five', async () => {
		const phone = newPhone();
		await requestCode(phone);
		const code = await under.codeOf(phone);
		const attempt = (digits: string) =>
			under.caller().mutate('account.signInWithCode', { phone, code: digits });
		await Promise.all(Array.from({ length: 5 }, () => attempt(wrongOf(code))));
		expect((await attempt(code)).code).toBe('auth.code-locked');
	});

	it('sends at most five codes to a phone in ten minutes, then again', async () => {
		const phone = newPhone();
		for (let i = 0; i < 5; i++) expect((await requestCode(phone)).status).toBe(200);
		const refused = await requestCode(phone);
		expect(refused.status).toBe(429);
		expect(refused.code).toBe('request.too-many');
		expect(refused.error!.retryAfterSeconds).toBeLessThanOrEqual(600);
		clock.moveOn(10 * minuteMs);
		expect((await requestCode(phone)).status).toBe(200);
	});

	it('sends at most twenty codes an hour for one browser, whatever the phones', async () => {
		const caller = under.caller();
		const codes: (string | undefined)[] = [];
		for (let i = 0; i < 22; i++) {
			codes.push(
				(await caller.mutate('account.requestCode', { phone: newPhone(), purpose: 'sign-in' })).code,
			);
		}
		expect(codes.slice(0, 21)).toEqual(Array(21).fill(undefined));
		expect(codes[21]).toBe('request.too-many');
	});

	it('answers the same for a phone that is known and one that is not', async () => {
		const known = newPhone();
		await under.signedIn(known);
		const ask = async (phone: string) => {
			const caller = under.caller();
			const requested = await caller.mutate('account.requestCode', { phone, purpose: 'set-password' });
			const signedIn = await caller.mutate('account.signInWithPassword', { phone, password });
			return [requested.status, requested.data, signedIn.status, signedIn.error];
		};
		expect(await ask(known)).toEqual(await ask(newPhone()));
	});

	it('signs in with a password that was set by code, and recovers it by code', async () => {
		const phone = newPhone();
		const caller = await under.signedIn(phone);
		const set = async (words: string) => {
			await requestCode(phone, 'set-password');
			return caller.mutate('account.setPassword', {
				phone,
				code: await under.codeOf(phone),
				password: words,
			});
		};
		expect((await set(password)).status).toBe(200);
		const signIn = (words: string) =>
			under.caller().mutate('account.signInWithPassword', { phone, password: words });
		expect((await signIn(password)).data).toMatchObject({ hasPassword: true });
		expect((await signIn(`${password}!`)).code).toBe('auth.password-wrong');
		expect((await set('另一个-Passwort-77')).status).toBe(200);
		expect((await signIn(password)).code).toBe('auth.password-wrong');
		expect((await signIn('另一个-Passwort-77')).status).toBe(200);
	});

	it('ends the other sessions when the password changes, and keeps the one that changed it', async () => {
		const phone = newPhone();
		const [own, other] = [await under.signedIn(phone), await under.signedIn(phone)];
		await requestCode(phone, 'set-password');
		const code = await under.codeOf(phone);
		await own.mutate('account.setPassword', { phone, code, password });
		expect((await own.query('account.me')).status).toBe(200);
		expect((await other.query('account.me')).code).toBe('auth.required');
	});

	it('refuses a weak password without spending the code', async () => {
		const phone = newPhone();
		await requestCode(phone, 'set-password');
		const code = await under.codeOf(phone);
		const set = (words: string) =>
			under.caller().mutate('account.setPassword', { phone, code, password: words });
		for (const weak of ['Short-7', phone, `${phone}a`, '11111111', '12345678', 'password']) {
			expect((await set(weak)).code).toBe('auth.password-weak');
		}
		expect((await set(password)).status).toBe(200);
	});

	it('lets ten passwords an hour be tried on a phone', async () => {
		const phone = newPhone();
		const attempt = () => under.caller().mutate('account.signInWithPassword', { phone, password });
		for (let i = 0; i < 10; i++) expect((await attempt()).code).toBe('auth.password-wrong');
		expect((await attempt()).code).toBe('request.too-many');
	});

	it('keeps a session thirty days from its last use, and not longer', async () => {
		const caller = await under.signedIn(newPhone());
		clock.moveOn(20 * dayMs);
		const used = await caller.query('account.me');
		expect(used.status).toBe(200);
		expect(used.headers.getSetCookie().join()).toContain('cc_s=');
		clock.moveOn(20 * dayMs);
		expect((await caller.query('account.me')).status).toBe(200);
		clock.moveOn(30 * dayMs);
		expect((await caller.query('account.me')).code).toBe('auth.required');
	});

	it('ends a session at signing out: the old cookie opens nothing', async () => {
		const caller = await under.signedIn(newPhone());
		const thief = under.caller();
		thief.cookies = new Map(caller.cookies);
		expect((await caller.mutate('account.signOut', {})).status).toBe(200);
		expect(caller.cookies.has('cc_s')).toBe(false);
		expect((await thief.query('account.me')).code).toBe('auth.required');
		expect((await caller.mutate('account.signOut', {})).status).toBe(200);
	});

	it('says so when the SMS service is silent', async () => {
		await under.behave({ failRate: 1 });
		const reply = await requestCode(newPhone());
		await under.behave({});
		expect(reply.status).toBe(503);
		expect(reply.code).toBe('auth.sms-silent');
	});

	it('writes no phone, code, token or key into the log', async () => {
		const phone = newPhone();
		const caller = await under.signedIn(phone);
		const me = await caller.query('account.me');
		const log = lines.join('\n');
		expect(log).toContain('account.signInWithCode');
		expect(log).not.toContain('1390000');
		for (const secret of [phone, me.data.unlockKey, caller.cookies.get('cc_s')!]) {
			expect(log).not.toContain(secret);
		}
		// The search itself finds what is there.
		logger.info({ phone }, 'planted');
		expect(lines.join('\n')).toContain(phone);
	});
});
