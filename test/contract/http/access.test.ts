/** The table of access against the real server, called as everybody on everything. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { doorAccess, procedureAccess } from '#server/router/access.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { doorCases, procedureCases } from '../../support/access-cases.ts';
import { AccessHouse } from '../../support/access-house.ts';
import { sweep, type Table } from '../../support/access-sweep.ts';
import { editClaim, removeClaim, submitClaim } from '../../support/claim-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { completeFields, Device, edit, submit } from '../../support/flow-world.ts';

describeOnEachDatabase('access', (database, kind) => {
	let house: AccessHouse;
	let real: UnitOfWork;
	const mended: (() => unknown)[] = [];
	beforeAll(async () => {
		house = await AccessHouse.open(database());
		real = house.world.services.uow;
	}, 120_000);
	afterEach(async () => {
		for (const mend of mended.splice(0)) await mend();
	});
	afterAll(() => house?.close());

	/** As it is written, so that a fault planted into the living one is a fault. */
	const table = structuredClone({ procedures: procedureAccess, doors: doorAccess }) as Table;
	const asOwner = (statement: string) => sql.raw(statement).execute(database().owner);
	const callerOf = (name: string) => house.callers.find((caller) => caller.name === name)!;

	/** Lets everybody past the policies of these tables; without any named, of all. */
	async function openTables(...names: string[]): Promise<void> {
		const { rows } = await sql<{ name: string }>`select relname as name from pg_class
			where relkind = 'r' and relrowsecurity`.execute(database().owner);
		for (const { name } of rows) {
			if (names.length > 0 && !names.includes(name)) continue;
			await asOwner(`alter table ${name} disable row level security`);
			mended.push(() => asOwner(`alter table ${name} enable row level security`));
		}
	}

	/** A use case that does not look whose drive it is. */
	function forgetSchools(): void {
		house.world.services.uow = {
			run: (actor, work, how) => {
				const ofActor = actor.kind === 'account' && actor.schoolCode;
				const blind = (tx: Parameters<typeof work>[0]) => ({
					...tx,
					drives: {
						...tx.drives,
						get: async (id: string) => {
							const drive = await tx.drives.get(id);
							return drive && ofActor ? { ...drive, schoolCode: ofActor } : drive;
						},
					},
				});
				return real.run(actor, (tx) => work(blind(tx)), how);
			},
		};
		mended.push(() => (house.world.services.uow = real));
	}

	it('is for everything and everybody exactly what the table says', { timeout: 300_000 }, async () => {
		expect(await sweep(house, table)).toEqual([]);
	});

	// Half a minute of processor on PGlite, for what is no database's doing.
	if (kind === 'PostgreSQL') {
		it(
			'is kept by the code alone, with every policy of the database open',
			{ timeout: 300_000 },
			async () => {
				await openTables();
				const onRecords = Object.keys({ ...procedureCases, ...doorCases });
				expect(await sweep(house, table, onRecords)).toEqual([]);
			},
		);
	}

	it('has a row for every door', () => {
		const doors = [...new Set(house.doors)].filter(
			(door) => !door.startsWith('ALL ') && !door.includes('/api/trpc/'),
		);
		expect(doors.sort()).toEqual(Object.keys(doorAccess).sort());
	});

	it('is closed where the table says nothing, and the sweep says so', async () => {
		const live = procedureAccess as Record<string, unknown>;
		const row = live['review.case'];
		mended.push(() => (live['review.case'] = row));
		delete live['review.case'];
		const { 'review.case': _, ...procedures } = table.procedures;
		expect(await sweep(house, { ...table, procedures }, ['none'])).toEqual(['review.case: no row']);
		const found = await sweep(house, table, ['review.case']);
		expect(found.every((each) => each.startsWith('review.case, reviewer'))).toBe(true);
		expect(found).not.toEqual([]);
	});

	it.each<[string, Role]>([
		['money.totals', 'auditor'],
		['review.queue', 'school-admin'],
		['office.findOrders', 'student'],
	])('finds %s opened to a %s', async (name, role) => {
		const live = procedureAccess as Record<string, (typeof table.procedures)[string]>;
		const row = live[name]!;
		live[name] = { ...row, may: { ...row.may, [role]: ['none'] } };
		mended.push(() => (live[name] = row));
		const found = await sweep(house, table, [name]);
		expect(found).not.toEqual([]);
		expect(found.every((each) => each.includes('should not exist'))).toBe(true);
	});

	it('finds a use case that forgets the school as soon as the policy is gone too', async () => {
		const only = ['drive.read', 'drive.report', 'drive.invite'];
		forgetSchools();
		expect(await sweep(house, table, only), 'the database still keeps it').toEqual([]);
		await openTables('drive', 'drive_assignment', 'drive_invitation', 'drive_contact', 'drive_entry');
		const found = await sweep(house, table, only);
		expect(found.map((each) => each.split(':')[0])).toEqual(
			expect.arrayContaining(only.map((name) => `${name}, other school`)),
		);
	});

	it('looks the same in a batch: none is taken, whatever stands in it', async () => {
		const [own] = house.named.order.filter(({ owner }) => owner === 'student');
		const [other] = house.named.order.filter(({ owner }) => owner === 'clerk');
		const answers = new Set<string>();
		for (const id of [own!.id, other!.id, crypto.randomUUID()]) {
			const input = JSON.stringify({ 0: { orderId: own!.id }, 1: { orderId: id } });
			const response = await fetch(`${house.url}/api/trpc/payment.check,payment.check?batch=1`, {
				method: 'POST',
				headers: { cookie: callerOf('student').cookie, 'content-type': 'application/json' },
				body: input,
			});
			answers.add(`${response.status} ${await response.text()}`);
		}
		expect(answers.size).toBe(1);
		expect([...answers][0]).toMatch(/^4\d\d .*"code":"request\.(not-found|malformed)"/);
	});

	it('marks in a list of ids its own students alone, and does not tell which', async () => {
		const own = house.named.enrollment.find(({ school, owner }) => school === 'kmmu' && owner === null)!;
		const other = house.named.enrollment.find(({ school }) => school === 'ynau')!;
		const mark = async (ids: string[]) => {
			const response = await fetch(`${house.url}/api/trpc/office.markRegistered`, {
				method: 'POST',
				headers: { cookie: callerOf('school').cookie, 'content-type': 'application/json' },
				body: JSON.stringify({ ids }),
			});
			return response.text();
		};
		const mixed = await mark([own.id, other.id]);
		expect(mixed).toBe(await mark([own.id, crypto.randomUUID()]));
		expect(mixed).toContain('{"done":1,"notDone":1}');
	});

	it('refuses in the exchange what names somebody else’s record as what names none', async () => {
		const { actor } = callerOf('student');
		const fields = completeFields(house.persons.get('student')!);
		const theirs = (of: 'enrollment' | 'claim') => house.named[of].find(({ owner }) => owner === 'clerk')!.id;
		const makes = [
			(id: string) => submit(id, fields),
			(id: string) => ({ kind: 'enrollment.withdraw', record: id, atMs: 1, body: {} }),
			(id: string) => ({ kind: 'enrollment.remove', record: id, atMs: 1, body: {} }),
			(id: string) => ({ kind: 'notice.read', record: id, atMs: 1, body: {} }),
			(id: string) => submitClaim(id, {}),
			(id: string) => removeClaim(id),
		];
		const result = async (mutation: unknown) => {
			const device = new Device(house.world, actor!, protocolVersion);
			const { results } = await device.send([await mutation]);
			return JSON.stringify(results[0]);
		};
		for (const [i, make] of makes.entries()) {
			for (const id of [theirs('enrollment'), theirs('claim')]) {
				expect(await result(make(id)), `mutation ${i}`).toBe(await result(make(crypto.randomUUID())));
			}
		}
		// An id that is free makes a new record; one that is taken, by whomever, makes none.
		expect(await result(edit(theirs('enrollment'), fields))).toContain('request.not-found');
		expect(await result(editClaim(theirs('claim')))).toContain('request.not-found');
	});

	it('follows a role that is changed in mid-session at the next request, and ends the streams', async () => {
		const { actor, cookie } = callerOf('auditor');
		const become = (role: Role) =>
			asOwner(`update account set role = '${role}' where id = '${actor!.accountId}'`);
		const ask = async (procedure: string) =>
			(await fetch(`${house.url}/api/trpc/${procedure}`, { headers: { cookie } })).status;
		vi.useFakeTimers({ toFake: ['setInterval'] });
		mended.push(() => vi.useRealTimers());
		mended.push(() => become('auditor'));
		const stream = await fetch(`${house.url}/api/events?device=${crypto.randomUUID()}`, {
			headers: { cookie },
		});
		const reader = stream.body!.getReader();
		await reader.read();
		expect(await ask('money.totals')).toBe(404);
		await vi.advanceTimersByTimeAsync(25_000);
		expect(new TextDecoder().decode((await reader.read()).value)).toBe(': beat\n\n');
		await become('clerk');
		expect(await ask('money.totals')).toBe(200);
		await vi.advanceTimersByTimeAsync(25_000);
		expect((await reader.read()).done).toBe(true);
	});
});
