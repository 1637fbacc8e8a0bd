import { beforeAll, expect, it } from 'vitest';
import { limits } from '#server/usecase/account/limits.ts';
import { requestCode } from '#server/usecase/account/request-code.usecase.ts';
import { signInWithCode, signInWithPassword } from '#server/usecase/account/sign-in.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { usedButOne } from '../../support/used-limits.ts';

describeOnEachDatabase('limits before anybody is signed in', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));
	let phones = 13_100_000_000;
	const aPhone = () => String(phones++);
	const ask = (caller: { address: string; browser: string | null }, phone = aPhone()) =>
		requestCode(world.services, { phone, purpose: 'sign-in', caller });

	it('one address: three hundred codes an hour, to whatever phones; another address goes on', async () => {
		const caller = { address: '203.0.113.7', browser: null };
		await usedButOne(world, limits.codeByAddress, caller.address);
		await ask(caller);
		const refusal = await refusalOf(ask(caller));
		expect(refusal).toMatchObject({ code: 'request.too-many', retryAfterSeconds: expect.any(Number) });
		await ask({ ...caller, address: '203.0.113.8' });
		world.clock.moveOn(limits.codeByAddress.windowMs);
		await ask(caller);
	});

	it('one device: twenty codes an hour, from whatever addresses', async () => {
		const browser = 'b'.repeat(22);
		await usedButOne(world, limits.codeByBrowser, browser);
		await ask({ address: '203.0.113.9', browser });
		expect((await refusalOf(ask({ address: '203.0.113.10', browser }))).code).toBe('request.too-many');
	});

	it('one phone: twenty codes a day, however they are spread', async () => {
		const phone = aPhone();
		await usedButOne(world, limits.codeByPhoneDaily, phone);
		await ask({ address: '203.0.113.11', browser: null }, phone);
		world.clock.moveOn(limits.codeByPhone.windowMs);
		const refusal = await refusalOf(ask({ address: '203.0.113.12', browser: null }, phone));
		expect(refusal.code).toBe('request.too-many');
	});

	it('one address: a thousand tries an hour, by code and by password together', async () => {
		const caller = { address: '203.0.113.13', browser: null };
		const byCode = () =>
			signInWithCode(world.services, { phone: aPhone(), code: '123456', caller, replaced: null });
		const byPassword = () =>
			signInWithPassword(world.services, { phone: aPhone(), password: 'x', caller, replaced: null });
		await usedButOne(world, limits.tryByAddress, caller.address);
		expect((await refusalOf(byCode())).code).toBe('auth.code-expired');
		expect((await refusalOf(byPassword())).code).toBe('request.too-many');
		expect((await refusalOf(byCode())).code).toBe('request.too-many');
	});
});
