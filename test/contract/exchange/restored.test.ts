/** The office loses its database and puts a backup in its place: the phones heal it, nothing is lost, nothing happens twice. */
import { sql } from 'kysely';
import { afterEach, expect, it, vi } from 'vitest';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import { accountToView } from '#server/usecase/account/account-view.ts';
import { accountOfPhone } from '#server/usecase/account/sign-in.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { openDatabase, type Database } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';
import { beginNewHistory } from '#server/store/restored.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { describeOnEachBackup, type BackupPlace } from '../../support/backups.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	type Person,
	type World,
} from '../../support/flow-world.ts';
import { SyncedPhone } from '../../support/synced-phone.ts';

const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };

/** An embedded database takes seconds to open, and each of these opens three. */
vi.setConfig({ testTimeout: 90_000 });

describeOnEachBackup('an office restored from a backup', (make) => {
	let place: BackupPlace | null = null;
	let database: Database | null = null;
	const phones: SyncedPhone[] = [];

	afterEach(async () => {
		for (const phone of phones.splice(0)) phone.close();
		await database?.close();
		await place?.remove();
	});

	async function open(): Promise<World> {
		database = await openDatabase(place!.place);
		await migrate(database);
		return createWorld(database);
	}

	async function begin(): Promise<World> {
		place = await make();
		return open();
	}

	async function aPhoneOf(world: World, actor: AccountActor): Promise<SyncedPhone> {
		const phone = await new SyncedPhone(world, actor).open();
		phones.push(phone);
		await phone.sync();
		return phone;
	}

	/** A backup of now, from which `restore` begins again later. */
	async function backUp(): Promise<{
		world: World;
		restore: (how: 'as-told' | 'silently') => Promise<World>;
	}> {
		await database!.close();
		const putBack = await place!.backUp();
		const world = await open();
		const restore = async (how: 'as-told' | 'silently') => {
			await database!.close();
			await putBack();
			const restored = await open();
			if (how === 'as-told') await beginNewHistory(database!);
			return restored;
		};
		return { world, restore };
	}

	function move(world: World): void {
		for (const phone of phones) phone.world = world;
	}

	async function syncAll(): Promise<void> {
		for (let round = 0; round < 3; round++) {
			for (const phone of phones) expect(await phone.sync()).toBe('idle');
		}
	}

	const editsOf = async (world: World, record: string) => {
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));
		return entries.filter(({ act }) => act === 'enrollment.edit').length;
	};

	it('has back what two phones had sent since: edits, a new draft, a removal, a submission, each once', async () => {
		const before = await begin();
		const { actor, person } = await before.student();
		const [one, two] = [await aPhoneOf(before, actor), await aPhoneOf(before, actor)];
		const kept = await one.drafts.create({ ...draft, fields: { name: '原名', address: '原址' } });
		const removed = await one.drafts.create({ ...draft, fields: { name: '要删的' } });
		await syncAll();

		const { world, restore } = await backUp();
		move(world);
		await one.drafts.edit(kept.id, { fields: { name: '新名' } });
		await syncAll();
		await two.drafts.edit(kept.id, { fields: { name: '更新的名', address: '新址' } });
		await one.drafts.remove(removed.id);
		const fresh = await one.drafts.create({ ...draft, fields: completeFields(person) });
		await one.drafts.edit(fresh.id, { consent });
		const contentHash = await enrollmentContentHash({ ...draft, fields: completeFields(person) });
		await one.drafts.submit(fresh.id, { contentHash, signatureHash: null, schoolConfirmed: true });
		await syncAll();
		const numberBefore = (await two.drafts.get(fresh.id))?.server?.caseNumber;
		expect(numberBefore).toMatch(/^K23-/);

		const restored = await restore('as-told');
		move(restored);
		await syncAll();

		for (const phone of [one, two]) {
			const list = await phone.drafts.list();
			expect(list.map(({ id }) => id).sort()).toEqual([kept.id, fresh.id].sort());
			expect(list.every(({ progress }) => ['uploaded', 'accepted'].includes(progress))).toBe(true);
			const fields = (await phone.drafts.get(kept.id))?.fields;
			expect(fields).toEqual({ name: '更新的名', address: '新址' });
			const { server } = (await phone.drafts.get(fresh.id))!;
			expect(server?.state).toBe('declared');
			expect(server?.caseNumber).not.toBe(numberBefore);
			expect(phone.bugs).toEqual([]);
		}
		// The draft as it was made, one edit of each phone: not one more.
		expect(await editsOf(restored, kept.id)).toBe(3);
	});

	it('gets from another phone what the one that wrote it will never send again; a submission goes back to the person', async () => {
		const before = await begin();
		const { actor, person } = await before.student();
		const reader = await aPhoneOf(before, actor);
		const { world, restore } = await backUp();
		move(world);
		const writer = await aPhoneOf(world, actor);
		const note = await writer.drafts.create({ ...draft, fields: { name: '只在别处写过' } });
		const sent = await writer.drafts.create({ ...draft, fields: completeFields(person) });
		await writer.drafts.edit(sent.id, { consent });
		const contentHash = await enrollmentContentHash({ ...draft, fields: completeFields(person) });
		await writer.drafts.submit(sent.id, { contentHash, signatureHash: null, schoolConfirmed: true });
		await syncAll();
		expect((await reader.drafts.get(sent.id))?.server?.state).toBe('declared');
		phones.splice(phones.indexOf(writer), 1)[0]!.close();

		move(await restore('as-told'));
		await syncAll();
		const again = await aPhoneOf(reader.world, actor);
		expect((await again.drafts.get(note.id))?.fields).toEqual({ name: '只在别处写过' });
		expect(await again.drafts.get(sent.id)).toMatchObject({
			fields: completeFields(person),
			server: { state: 'draft' },
		});
		expect(await reader.drafts.get(sent.id)).toMatchObject({ refusal: { code: 'sync.server-restored' } });
	});

	/** The phone number signs in: the account that the office has for it, made if need be. */
	async function signIn(world: World, number: string): Promise<{ actor: AccountActor; view: AccountView }> {
		const account = await world.services.uow.run({ kind: 'system' }, (tx) =>
			accountOfPhone(world.services, tx, number),
		);
		const { id: accountId, role, schoolCode } = account;
		const view = accountToView(account, null);
		return { actor: { kind: 'account', accountId, role, schoolCode }, view };
	}

	async function bound(world: World, { accountId }: AccountActor, person: Person): Promise<void> {
		const row = { ...person, idType: 'resident-id', accountId, boundAtMs: world.clock.nowMs() };
		expect(await world.services.uow.run({ kind: 'system' }, (tx) => tx.persons.bind(row))).toBe(true);
	}

	/** An account of after the backup, with a submission, a draft and something unsent; then the backup is put back. */
	async function restoredWithoutAccount({ isSignedOut }: { isSignedOut: boolean }) {
		await begin();
		const { world, restore } = await backUp();
		const before = await signIn(world, '13612345678');
		const person = { name: '测试甲', idNumber: anIdNumber() };
		await bound(world, before.actor, person);
		const phone = await new SyncedPhone(world, before.actor).open(before.view);
		phones.push(phone);
		const noted = await phone.drafts.create({ ...draft, fields: { name: '草稿' } });
		const sent = await phone.drafts.create({ ...draft, fields: completeFields(person) });
		await phone.drafts.edit(sent.id, { consent });
		const contentHash = await enrollmentContentHash({ ...draft, fields: completeFields(person) });
		const submission = { contentHash, signatureHash: null, schoolConfirmed: true };
		await phone.drafts.submit(sent.id, submission);
		await syncAll();
		expect((await phone.drafts.get(sent.id))?.server?.state).toBe('declared');
		const unsent = await phone.drafts.create({ ...draft, fields: { name: '还没上传' } });
		if (isSignedOut) await phone.phone.device.present.signOut();
		const restored = await restore('as-told');
		move(restored);
		const ids = { noted: noted.id, sent: sent.id, unsent: unsent.id };
		return { restored, phone, before, person, ids, submission };
	}

	it.each([{ isSignedOut: false }, { isSignedOut: true }])(
		'gives a number whose account the backup lacks the same one again: its phone brings back all of it (%o)',
		async (how) => {
			const { restored, phone, before, person, ids, submission } = await restoredWithoutAccount(how);
			const again = await signIn(restored, '13612345678');
			expect(again).toEqual(before);
			await phone.open(again.view);
			await syncAll();
			const list = await phone.drafts.list();
			expect(new Set(list.map(({ id }) => id))).toEqual(new Set(Object.values(ids)));
			expect((await phone.drafts.get(ids.noted))?.progress).toBe('uploaded');
			expect((await phone.drafts.get(ids.unsent))?.server?.fields).toEqual({ name: '还没上传' });
			// Who it is was lost with the account: the submission waits until the person has said so again.
			expect((await phone.drafts.get(ids.sent))?.refusal).toMatchObject({ code: 'auth.not-bound' });
			await bound(restored, again.actor, person);
			await phone.drafts.submit(ids.sent, submission);
			await syncAll();
			expect((await phone.drafts.get(ids.sent))?.server?.state).toBe('declared');
			expect(phone.bugs).toEqual([]);
			const elsewhere = await aPhoneOf(restored, again.actor);
			expect(new Set((await elsewhere.drafts.list()).map(({ id }) => id))).toEqual(
				new Set(Object.values(ids)),
			);
		},
	);

	it('would leave that phone closed for good if accounts were made by chance', async () => {
		const { restored, phone, before } = await restoredWithoutAccount({ isSignedOut: true });
		await sql`update secret set value = gen_random_uuid()::text`.execute(database!.owner);
		const other = await signIn(restored, '13612345678');
		expect(other.actor.accountId).not.toBe(before.actor.accountId);
		await phone.open(other.view);
		expect(await phone.drafts.list()).toEqual([]);
		await expect(phone.open({ ...other.view, id: before.actor.accountId })).rejects.toThrow(
			'device.key-missing',
		);
	});

	it('never gives a number that was given after the backup to anybody else', async () => {
		const before = await begin();
		await before.declared();
		const { world, restore } = await backUp();
		const { device } = await world.declared();
		const lost = (await device.pull()).changes.map(
			({ view }) => view && 'caseNumber' in view && view.caseNumber,
		);
		const after = await (await restore('as-told')).declared();
		const next = (await after.device.pull()).changes.map(
			({ view }) => view && 'caseNumber' in view && view.caseNumber,
		);
		expect(next).not.toEqual(lost);
	});

	it('would lose a change without the new history, once the new one is as long as the old: so the step matters', async () => {
		const before = await begin();
		const { actor } = await before.student();
		const { world, restore } = await backUp();
		const phone = new Device(world, actor, 4);
		await others(world, 100);
		const { cursor } = await phone.pull();
		const missed = async (how: 'as-told' | 'silently') => {
			const restored = await restore(how);
			const elsewhere = new Device(restored, actor, 4);
			await elsewhere.send([edit(restored.newId(), { name: '别处写的' })]);
			await others(restored, 200);
			Object.assign(phone, { world: restored, cursor });
			return (await phone.pull()).changes.length === 0;
		};
		// A dump in another database is known by its id; a copy of the embedded folder by nothing but the step.
		if (place!.place.kind === 'embedded') expect(await missed('silently')).toBe(true);
		expect(await missed('as-told')).toBe(false);
	});

	/** Somebody else's work: each savepoint takes a transaction's id of its own. */
	async function others(world: World, count: number): Promise<void> {
		const { actor } = await world.student();
		await new Device(world, actor, 4).send(Array.from({ length: count }, () => edit(world.newId(), {})));
	}
});
