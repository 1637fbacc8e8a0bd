/** Where the second factor is required: staff without one reach nothing but setting it up, whatever they call. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorAccess, procedureAccess } from '#server/router/access.ts';
import { appRouter } from '#server/router/app-router.ts';
import { isStaff, roles } from '#shared/domain/account/role.ts';
import { StaffHouse } from '../../support/second-factor-flow.ts';
import { movableClock, startServerUnderTest, type Caller } from '../../support/server-under-test.ts';

const needed = 'auth.second-factor-needed';

describe('a second factor that is required', () => {
	const clock = movableClock();
	let house: StaffHouse;
	beforeAll(async () => {
		const under = await startServerUnderTest({ clock }, { STAFF_SECOND_FACTOR: 'required' });
		house = new StaffHouse(under, clock);
	});
	afterAll(() => house?.under.stop());

	const typeOf = (name: string) =>
		(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[name]!._def.type;
	const call = async (caller: Caller, name: string) =>
		(typeOf(name) === 'mutation' ? await caller.mutate(name, {}) : await caller.query(name)).code;
	const knock = async (caller: Caller, door: string) => {
		const [method, route] = door.split(' ') as [string, string];
		const path = route.replaceAll(/:\w+/g, 'f'.repeat(64));
		const device = route === '/api/events' ? `?device=${crypto.randomUUID()}` : '';
		const reply = await caller.send(path + device, { method, ...(method === 'POST' ? { body: '' } : {}) });
		return reply.text();
	};
	/** What staff without one reach, of everything that needs a session. */
	async function reached(caller: Caller): Promise<string[]> {
		const open: string[] = [];
		for (const [name, row] of Object.entries(procedureAccess)) {
			if (!row.isPublic && (await call(caller, name)) !== needed) open.push(name);
		}
		for (const [door, row] of Object.entries(doorAccess)) {
			if (!('isPublic' in row) && !(await knock(caller, door)).includes(needed)) open.push(door);
		}
		return open;
	}
	const setUp = ['account.me', 'secondFactor.state', 'secondFactor.begin', 'secondFactor.confirm'];

	it.each(roles.filter(isStaff))('leaves %s nothing but setting it up', { timeout: 60_000 }, async (role) => {
		const { caller } = await house.staff(role);
		expect(await reached(caller)).toEqual(setUp);
		expect((await caller.query('account.me')).data.needsSecondFactor).toBe(true);
	});

	it('finds a row that lets them past', { timeout: 60_000 }, async () => {
		const { caller } = await house.staff();
		const live = procedureAccess as Record<string, object>;
		const row = live['review.queue']!;
		live['review.queue'] = { ...row, isBeforeSecondFactor: true };
		try {
			expect(await reached(caller)).toContain('review.queue');
		} finally {
			live['review.queue'] = row;
		}
	});

	it('opens the desk when it is set up, in the same session, and closes it when it is switched off', async () => {
		const { caller, key } = await house.withFactor();
		expect((await caller.query('review.views')).status).toBe(200);
		expect((await caller.query('account.me')).data.needsSecondFactor).toBeUndefined();
		expect((await caller.mutate('secondFactor.switchOff', { code: house.codeOf(key) })).status).toBe(200);
		expect((await caller.query('review.views')).code).toBe(needed);
	});

	it('asks nothing of students and volunteers', async () => {
		for (const role of ['student', 'volunteer'] as const) {
			const { caller } = await house.staff(role);
			expect((await caller.query('drive.mine')).status).toBe(200);
			expect((await caller.query('secondFactor.state')).code).toBe('request.not-found');
		}
	});
});
