import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { holdAccount, liftHold } from '#server/usecase/retention/legal-hold.usecase.ts';
import { retentionClasses, type RetentionDays } from '#server/usecase/retention/classes.ts';
import { removeExpired } from '#server/usecase/retention/remove-expired.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, aWholeDraft, sealedHandOver } from '../../support/drive-flow.ts';
import { completeFields, createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const dayMs = 86_400_000;
const never = Object.fromEntries(
	Object.keys(retentionClasses).map((name) => [name, null]),
) as unknown as RetentionDays;

describeOnEachDatabase('what ends by itself', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));
	const run = (days: Partial<RetentionDays>) =>
		removeExpired({ services: { ...world.services, retentionDays: { ...never, ...days } } });
	const operator = () => ({ services: world.services, actor: { kind: 'system' } as const });
	const isThere = (id: string) =>
		world.services.uow.run({ kind: 'system' }, async (tx) => (await tx.enrollments.get(id)) !== null);

	/** Entered by a volunteer, and not confirmed. */
	async function anEntry() {
		const school = await world.account('school-admin', 'kmmu');
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const volunteer = await aVolunteer(world, token);
		const student = await world.student();
		const record = world.newId();
		const draft = await aWholeDraft({ fields: completeFields(student.person) });
		await volunteer.device.send([await sealedHandOver(volunteer.kit, record, draft)]);
		volunteer.device.cursor = (await volunteer.device.pull()).cursor;
		expect(await isThere(record)).toBe(true);
		return { record, volunteer, student };
	}

	it('an entry that nobody confirmed goes when its days are over, and the volunteer’s phone hears of it', async () => {
		const { record, volunteer } = await anEntry();
		world.clock.moveOn(179 * dayMs);
		expect(await run({ unconfirmed: 180 })).toBe(0);
		world.clock.moveOn(2 * dayMs);
		expect(await run({ unconfirmed: 180 })).toBe(1);
		expect(await isThere(record)).toBe(false);
		const { changes } = await volunteer.device.pull();
		expect(JSON.stringify(changes)).toContain(record);
	});

	it('what was handed in stays, however old it is', async () => {
		const { record } = await world.declared();
		world.clock.moveOn(5_000 * dayMs);
		await run({ unconfirmed: 1 });
		expect(await isThere(record)).toBe(true);
	});

	it.each(['volunteer', 'student'] as const)('nothing of a held account goes: of the %s', async (who) => {
		const entry = await anEntry();
		const { accountId } = entry[who].actor;
		const hold = await holdAccount({ ...operator(), accountId, reason: '2026-0007' });
		world.clock.moveOn(400 * dayMs);
		await run({ unconfirmed: 180 });
		expect(await isThere(entry.record)).toBe(true);
		await liftHold({ ...operator(), id: hold.id, reason: '2026-0007' });
		expect(await run({ unconfirmed: 180 })).toBe(1);
		expect(await isThere(entry.record)).toBe(false);
		expect((await refusalOf(liftHold({ ...operator(), id: hold.id, reason: '2026-0007' }))).code).toBe(
			'request.not-found',
		);
	});

	it('a hold of nobody is refused', async () => {
		const call = holdAccount({ ...operator(), accountId: world.newId(), reason: '2026-0008' });
		expect((await refusalOf(call)).code).toBe('request.not-found');
	});

	it('each class is lawful to the database, and says how much went', async () => {
		const { actor } = await world.student();
		const reviewer = await world.account('reviewer');
		const id = world.newId();
		const { uow, clock } = world.services;
		const sent = {
			id,
			ownerAccountId: actor.accountId,
			category: 'other',
			office: 'centre',
			schoolCode: null,
		} as const;
		const words = { recordId: null, pictures: [], words: '怎么查询？', sentAtMs: clock.nowMs() };
		const open = { state: 'submitted', answer: null, answeredAtMs: null } as const;
		await uow.run(actor, (tx) => tx.feedback.insert({ ...sent, ...words, ...open }));
		const answered = { id, state: 'answered', answer: '见通知', answeredAtMs: clock.nowMs() } as const;
		await uow.run(reviewer, (tx) => tx.feedback.handle(answered));
		world.clock.moveOn(5_000 * dayMs);
		for (const name of Object.keys(retentionClasses)) await run({ [name]: 1 });
		const entries = await database().run({ kind: 'system' }, (trx) =>
			sql<{ detail: { class: string; rows: number } }>`select detail from audit_entry
				where act = 'retention.remove'`.execute(trx),
		);
		expect(entries.rows.map(({ detail }) => detail.class)).toEqual(
			expect.arrayContaining(['unconfirmed', 'feedback', 'contacts']),
		);
		expect(await uow.run(actor, (tx) => tx.feedback.get(id))).toBeNull();
		expect(entries.rows.every(({ detail }) => detail.rows > 0)).toBe(true);
	});

	it('a class that is kept for ever loses nothing', async () => {
		const { record } = await anEntry();
		world.clock.moveOn(5_000 * dayMs);
		expect(await run({})).toBe(0);
		expect(await isThere(record)).toBe(true);
	});
});
