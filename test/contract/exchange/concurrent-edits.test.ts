/** Two devices on one draft: other fields both live; of one field the first to arrive stands, the other is kept and told. */
import { beforeAll, expect, it } from 'vitest';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	createWorld,
	Device,
	edit,
	hardshipFields,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';

/** An edit of a record that the server knows: it says neither scheme nor school. */
const upon = (base: number, record: string, fields: DraftFields, more: Record<string, unknown> = {}) => ({
	...edit(record, fields),
	body: { fields, base, ...more },
});

describeOnEachDatabase('two devices on one draft', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	/** Both have seen the draft's first revision. */
	async function aDraftOnTwo(fields: DraftFields = { name: '原名', address: '原址' }) {
		const { actor } = await world.student();
		const [one, two] = [new Device(world, actor, 4), new Device(world, actor, 4)];
		const record = world.newId();
		await one.send([edit(record, fields)]);
		await one.pull();
		await two.pull();
		return { actor, one, two, record };
	}

	async function viewAt(device: Device, record: string): Promise<EnrollmentView> {
		device.cursor = null;
		const change = (await device.pull()).changes.find(({ id }) => id === record);
		return change?.view as EnrollmentView;
	}

	it('keeps both where they set different fields, whoever comes first', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		const { results } = await two.send([upon(1, record, { address: '乙址' })]);
		expect(results).toEqual([{ sequence: 1, status: 'applied' }]);
		const view = await viewAt(one, record);
		expect(view).toMatchObject({ revision: 3, fields: { name: '甲', address: '乙址' } });
		expect(view.conflicts).toBeUndefined();
	});

	it('lets the first stand where they set one field, keeps the other value, and tells both devices', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		const { results } = await two.send([upon(1, record, { name: '乙', phone: '13900000001' })]);
		expect(results).toEqual([{ sequence: 1, status: 'applied', lost: ['name'] }]);
		for (const device of [one, two]) {
			const view = await viewAt(device, record);
			expect(view.fields).toMatchObject({ name: '甲', phone: '13900000001' });
			expect(view.conflicts).toMatchObject([{ field: 'name', value: '乙' }]);
		}
	});

	it('takes the same edit for no conflict where its base says that the other was seen: so the base decides', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		const { results } = await two.send([upon(2, record, { name: '乙' })]);
		expect(results[0]).toEqual({ sequence: 1, status: 'applied' });
		expect(await viewAt(one, record)).toMatchObject({ fields: { name: '乙' } });
	});

	it('asks no device’s clock: the one whose clock runs fifty years ahead wins nothing by it', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		const ahead = { ...upon(1, record, { name: '乙' }), atMs: Date.UTC(2076, 0, 1) };
		await two.send([ahead]);
		expect(await viewAt(one, record)).toMatchObject({ fields: { name: '甲' } });
	});

	it('finds no conflict in what one device writes on before it has heard, nor where both write the same', async () => {
		const { one, two, record } = await aDraftOnTwo();
		const own = await one.send([upon(1, record, { name: '甲' }), upon(1, record, { name: '甲甲' })]);
		expect(own.results.every(({ lost }) => lost === undefined)).toBe(true);
		const same = await two.send([upon(1, record, { name: '甲甲' })]);
		expect(same.results[0]).toEqual({ sequence: 1, status: 'applied' });
	});

	it('is settled by choosing the other value, or by letting the first stand, and stays in the history', async () => {
		for (const choice of ['take', 'keep'] as const) {
			const { actor, one, two, record } = await aDraftOnTwo();
			await one.send([upon(1, record, { name: '甲' })]);
			await two.send([upon(1, record, { name: '乙' })]);
			const { revision, conflicts } = await viewAt(one, record);
			const n = conflicts![0]!.n;
			await one.send([
				choice === 'take'
					? upon(revision!, record, { name: '乙' })
					: upon(revision!, record, {}, { settles: [n] }),
			]);
			const view = await viewAt(two, record);
			expect(view.fields.name).toBe(choice === 'take' ? '乙' : '甲');
			expect(view.conflicts).toBeUndefined();
			const kept = await database().run(actor, (trx) =>
				trx.selectFrom('field_conflict').selectAll().where('enrollment_id', '=', record).execute(),
			);
			expect(kept).toMatchObject([{ field: 'name', lost: '乙', stood: '甲' }]);
		}
	});

	it('shows the history of a draft to nobody but its owner', async () => {
		const { actor, one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		await two.send([upon(1, record, { name: '乙' })]);
		const seenBy = (who: typeof actor) =>
			database().run(who, (trx) => trx.selectFrom('field_conflict').selectAll().execute());
		const { actor: stranger } = await world.student();
		expect(await seenBy(stranger)).toEqual([]);
		expect(await seenBy({ ...stranger, role: 'reviewer' })).toEqual([]);
		expect(await seenBy(actor)).toHaveLength(1);
	});

	it('clears a field only where nobody has set it meanwhile', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, { name: '甲' })]);
		const { results } = await two.send([upon(1, record, { name: null, address: null })]);
		expect(results[0]!.lost).toEqual(['name']);
		const view = await viewAt(one, record);
		expect(view.fields).toEqual({ name: '甲' });
		expect(view.conflicts).toMatchObject([{ value: null }]);
	});

	it('treats the school as a field: an edit that does not name it moves nobody', async () => {
		const { one, two, record } = await aDraftOnTwo();
		await one.send([upon(1, record, {}, { schoolCode: 'kust' })]);
		await two.send([upon(1, record, { phone: '13900000002' })]);
		expect((await viewAt(one, record)).schoolCode).toBe('kust');
		const { results } = await two.send([upon(1, record, {}, { schoolCode: 'ynufe' })]);
		expect(results[0]!.lost).toEqual(['@school']);
	});

	it('lets no signature stand over what another device changed under it, and submits only what was signed', async () => {
		const { person } = await world.student();
		const fields = hardshipFields(person);
		const { one, two, record } = await aDraftOnTwo(fields);
		const signature = await signatureUnder(fields);
		await one.send([upon(1, record, { medicalDivision: '云南省昆明市官渡区' })]);
		const signed = await two.send([
			upon(
				1,
				record,
				{},
				{ signature, consent: { textVersion: '1', textHash: 'a'.repeat(64), givenAtMs: 1 } },
			),
		]);
		expect(signed.results[0]!.stored).toHaveLength(1);
		expect((await viewAt(one, record)).signatureHash).toBeNull();
		const { results } = await two.send([await submit(record, fields, signature)]);
		expect(results[0]).toMatchObject({ status: 'refused', code: 'enrollment.content-changed' });
	});

	it('lets the first of two signatures stand', async () => {
		const { person } = await world.student();
		const fields = hardshipFields(person);
		const { one, two, record } = await aDraftOnTwo(fields);
		const signature = await signatureUnder(fields);
		await one.send([upon(1, record, {}, { signature })]);
		const standing = (await viewAt(one, record)).signatureHash;
		await two.send([upon(1, record, {}, { signature: { ...signature, signedAtMs: 2 } })]);
		expect((await viewAt(one, record)).signatureHash).toBe(standing);
	});

	it('judges a device of an older protocol as before: its last word stands', async () => {
		const { actor, one, record } = await aDraftOnTwo();
		const old = new Device(world, actor, 3);
		await one.send([upon(1, record, { name: '甲' })]);
		const { results } = await old.send([edit(record, { name: '旧版' })]);
		expect(results[0]).toEqual({ sequence: 1, status: 'applied' });
		expect(await viewAt(one, record)).toMatchObject({ fields: { name: '旧版' } });
	});

	it('refuses the edit of a draft that is not there and does not say what it would be', async () => {
		const { actor } = await world.student();
		const device = new Device(world, actor, 4);
		const { results } = await device.send([upon(3, world.newId(), { name: '甲' })]);
		expect(results[0]).toMatchObject({ status: 'refused', code: 'request.not-found' });
	});
});
