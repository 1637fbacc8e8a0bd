import { maxChangesPerExchange } from '#shared/protocol/exchange.ts';
import { beforeAll, expect, it } from 'vitest';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import { oldestProtocolVersion, protocolVersion } from '#shared/protocol/version.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	hardshipFields,
	refusalOf,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';

const typed = {
	method: 'typed',
	typedName: '测试甲',
	strokes: [],
	padHeight: 500,
	textHash: 'a'.repeat(64),
	covers: [],
	signedAtMs: 1,
};

describeOnEachDatabase('one exchange', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
	});

	const auditOf = (record: string) =>
		world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(record));

	it('applies a mutation once, however often and however parallel it arrives', async () => {
		const { device } = await world.student();
		const record = world.newId();
		const replies = await Promise.all(
			Array.from({ length: 10 }, () => device.send([edit(record, { name: '测试甲' })], 1)),
		);
		for (const reply of replies) expect(reply.results).toEqual([{ sequence: 1, status: 'applied' }]);
		expect(await auditOf(record)).toHaveLength(1);
	});

	it('refuses a number that comes again with another body, and leaves the first in effect', async () => {
		const { device } = await world.student();
		const record = world.newId();
		await device.send([edit(record, { name: '测试甲' })]);
		const reply = await device.send([edit(record, { name: '测试乙' })], 1);
		expect(reply.results[0]).toMatchObject({ status: 'refused', code: 'sync.repeated-otherwise' });
		expect(reply.changes[0]?.view).toMatchObject({ fields: { name: '测试甲' } });
	});

	it('refuses a gap as a whole, names the number it expects, and changes nothing', async () => {
		const { device } = await world.student();
		const record = world.newId();
		await device.send([edit(record, { name: '测试甲' })]);
		const refusal = await refusalOf(device.send([edit(record, { name: '测试乙' })], 3));
		expect(refusal).toEqual({ code: 'sync.sequence-gap', expected: 2 });
		const { changes } = await device.pull();
		expect(changes[0]?.view).toMatchObject({ fields: { name: '测试甲' } });
	});

	it('takes no mutation under the device id of another account', async () => {
		const { device } = await world.student();
		await device.send([edit(world.newId(), {})]);
		const thief = await world.student();
		Object.assign(thief.device, { id: device.id });
		const refusal = await refusalOf(thief.device.send([edit(world.newId(), {})], 2));
		expect(refusal.code).toBe('sync.device-unknown');
	});

	it.each(['edit', 'submit', 'remove'])('refuses to %s the record of another person', async (kind) => {
		const owner = await world.student();
		const record = world.newId();
		await owner.device.send([edit(record, { name: '测试甲' })]);
		const stranger = await world.student();
		const mutation =
			kind === 'edit'
				? edit(record, { name: '别人' })
				: kind === 'submit'
					? await submit(record, {})
					: { kind: 'enrollment.remove', record, atMs: 1, body: {} };
		const reply = await stranger.device.send([mutation]);
		expect(reply.results[0]).toEqual({ sequence: 1, status: 'refused', code: 'request.not-found' });
		const absent = await stranger.device.send([{ ...(await submit(world.newId(), {})) }]);
		expect(absent.results[0]).toMatchObject({ status: 'refused', code: 'request.not-found' });
		expect((await owner.device.pull()).changes[0]?.view).toMatchObject({ fields: { name: '测试甲' } });
	});

	it('parks what follows a refusal in its record, holds up no other, and takes the correction after', async () => {
		const { device } = await world.student();
		const [bad, good] = [world.newId(), world.newId()];
		const reply = await device.send([
			edit(bad, { name: '测试甲' }),
			await submit(bad, { name: 'other' }),
			edit(bad, { name: '测试乙' }),
			edit(good, { name: '测试丙' }),
		]);
		expect(reply.results.map(({ status, code }) => code ?? status)).toEqual([
			'applied',
			'enrollment.consent-missing',
			'sync.parked',
			'applied',
		]);
		const views = reply.changes.map(({ view }) => view && 'fields' in view && view.fields.name);
		expect(views).toEqual(['测试甲', '测试丙']);
		const correction = await device.send([edit(bad, { name: '测试丁' })]);
		expect(correction.results[0]?.status).toBe('applied');
	});

	it('gives a mutation of an unknown kind an answer of its own', async () => {
		const { device } = await world.student();
		const later = { kind: 'volunteer.lease', record: world.newId(), atMs: 1, body: { any: 1 } };
		const reply = await device.send([later, edit(world.newId(), { name: '测试甲' })]);
		expect(reply.results.map(({ status, code }) => code ?? status)).toEqual(['sync.unknown-kind', 'applied']);
	});

	it('refuses a text beyond the bound alone, and a wrong type or an unknown member as a whole', async () => {
		const { device } = await world.student();
		const record = world.newId();
		const long = await device.send([edit(record, { name: 'x'.repeat(2001) }), edit(world.newId(), {})]);
		expect(long.results.map(({ status }) => status)).toEqual(['refused', 'applied']);
		const wrongType = device.send([edit(record, { name: { deep: 1 } as never })]);
		expect(await refusalOf(wrongType)).toMatchObject({ code: 'request.malformed' });
		const unknownMember = device.send([edit(record, {}, { secret: 1 })]);
		expect(await refusalOf(unknownMember)).toMatchObject({ code: 'request.unknown-field' });
		expect(device.sequence).toBe(2);
	});

	it.each([
		['NUL in a value', edit('', { name: '测试\0甲' }).body],
		['half an emoji in a value', edit('', { name: '测试甲\ud83d' }).body],
		['NUL in a key', edit('', { 'na\0me': '测试甲' }).body],
		['a very long key', edit('', { ['k'.repeat(5_000)]: '测试甲' }).body],
		['NUL in the scheme', { ...edit('', {}).body, schemeId: 'a\0b' }],
		['NUL in the consent', edit('', {}, { consent: { ...consent, textVersion: '\0' } }).body],
		['NUL under a signature', edit('', {}, { signature: { ...typed, typedName: '\0' } }).body],
		[
			'half an emoji in what a signature covers',
			edit('', {}, { signature: { ...typed, covers: ['\ud83d'] } }).body,
		],
	])('refuses %s alone, as no store keeps it, and takes the other records', async (_, body) => {
		const { device } = await world.student();
		const bad = { ...edit(world.newId(), {}), body };
		const { results } = await device.send([bad, edit(world.newId(), { name: '测试乙' })]);
		expect(results.map(({ status, code }) => code ?? status)).toEqual(['request.malformed', 'applied']);
		expect(results[0]?.path).toMatch(/^body\.[\w.]{1,80}$/);
	});

	it('keeps fields that it does not know, and clears a field set to null', async () => {
		const { device } = await world.student();
		const record = world.newId();
		await device.send([edit(record, { 'future.field': 'kept', name: '测试甲' })]);
		const { changes } = await device.send([edit(record, { name: null, phone: '13900000001' })]);
		const view = changes[0]?.view;
		expect(view && 'fields' in view && view.fields).toEqual({ 'future.field': 'kept', phone: '13900000001' });
	});

	it('acknowledges a signature by its hash, and drops it when a field that it covers changes', async () => {
		const { device, person } = await world.student();
		const record = world.newId();
		const fields = hardshipFields(person);
		const signature = await signatureUnder(fields);
		const signed = await device.send([edit(record, fields, { signature })]);
		const hash = await signatureHash(signature);
		expect(signed.results[0]?.stored).toEqual([hash]);
		expect(signed.changes[0]?.view).toMatchObject({ signatureHash: hash, signature });
		const untouched = await device.send([edit(record, { bankName: '测试银行' })]);
		expect(untouched.changes[0]?.view).toMatchObject({ signatureHash: hash });
		const changed = await device.send([edit(record, { medicalDivision: '云南省昆明市官渡区' })]);
		expect(changed.changes[0]?.view).toMatchObject({ signatureHash: null, signature: null });
	});

	it('tells of a removed draft with an empty view', async () => {
		const { device } = await world.student();
		const record = world.newId();
		await device.send([edit(record, {})]);
		await device.pull();
		await device.send([{ kind: 'enrollment.remove', record, atMs: 1, body: {} }]);
		expect((await device.pull()).changes).toEqual([{ kind: 'enrollment', id: record, view: null }]);
	});

	it('pages through many changes and ends with nothing left', async () => {
		const { actor, device } = await world.student();
		const records = Array.from({ length: maxChangesPerExchange + 5 }, () => world.newId());
		await device.send(records.slice(0, 1000).map((record) => edit(record, {})));
		await device.send(records.slice(1000).map((record) => edit(record, {})));
		const other = new Device(world, actor);
		const first = await other.pull();
		expect([first.changes.length, first.more]).toEqual([maxChangesPerExchange, true]);
		const second = await other.pull();
		expect([second.changes.length, second.more]).toEqual([5, false]);
		const seen = [...first.changes, ...second.changes].map(({ id }) => id);
		expect(new Set(seen)).toEqual(new Set(records));
		expect((await other.pull()).changes).toEqual([]);
	});

	it('ends a page early when its records are large, and loses none', async () => {
		const { actor, device } = await world.student();
		const large = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, '测'.repeat(2_000)]));
		const records = Array.from({ length: 12 }, () => world.newId());
		for (const record of records) await device.send([edit(record, large)]);
		const other = new Device(world, actor);
		const pages: string[][] = [];
		for (let more = true; more;) {
			const page = await other.pull();
			pages.push(page.changes.map(({ id }) => id));
			more = page.more;
		}
		expect(pages.map(({ length }) => length)).toEqual([5, 5, 2]);
		expect(pages.flat()).toEqual(records);
		expect((await other.pull()).changes).toEqual([]);
	});

	it('takes what two devices write to the same records in opposite order at once', async () => {
		const { actor, device } = await world.student();
		const other = new Device(world, actor);
		const [a, b] = [world.newId(), world.newId()];
		await device.send([edit(a, {}), edit(b, {})]);
		for (let i = 0; i < 4; i++) {
			const replies = await Promise.all([
				device.send([edit(a, { x: i }), edit(b, { x: i })]),
				other.send([edit(b, { y: i }), edit(a, { y: i })]),
			]);
			const words = replies.flatMap(({ results }) => results.map(({ status }) => status));
			expect(words).toEqual(['applied', 'applied', 'applied', 'applied']);
		}
	});

	it('reads from the beginning with a cursor that is not its own', async () => {
		const { device } = await world.student();
		await device.send([edit(world.newId(), {})]);
		const own = (await device.pull()).cursor;
		const beyond = own.replace(/\d+$/, '9'.repeat(19));
		for (const cursor of ['nonsense', '00000000.99.1', beyond, null]) {
			device.cursor = cursor;
			expect((await device.pull()).changes).toHaveLength(1);
		}
	});

	it('pokes the account, but not the device that made the change, and not for a repeat', async () => {
		const { actor, device } = await world.student();
		const record = world.newId();
		await device.send([edit(record, {})]);
		await device.send([edit(record, {})], 1);
		const own = world.pokes.filter(({ accountId }) => accountId === actor.accountId);
		expect(own).toEqual([{ accountId: actor.accountId, exceptDeviceId: device.id }]);
	});

	it('syncs with clients two versions back, and tells older ones that they are too old; their numbers stay unused', async () => {
		const { device, actor } = await world.student();
		const { exchange } = await import('#server/usecase/exchange/exchange.usecase.ts');
		const { ExchangeEnvelope } = await import('#server/usecase/exchange/parse-mutations.ts');
		const mutations = [edit(world.newId(), { name: '旧版写的' })];
		const send = (version: number) => {
			const given = { version, device: device.id, firstSequence: 1, mutations, cursor: null };
			const request = ExchangeEnvelope.parse(given);
			return exchange({ services: world.services, actor, request });
		};
		const refusal = await refusalOf(send(oldestProtocolVersion - 1));
		expect(refusal.code).toBe('request.client-too-old');
		for (const version of [oldestProtocolVersion, protocolVersion - 1, protocolVersion]) {
			expect((await send(version)).results).toEqual([{ sequence: 1, status: 'applied' }]);
		}
	});

	it('writes nothing at all when one mutation meets a bug', async () => {
		const { device } = await world.student();
		const [first, second] = [world.newId(), world.newId()];
		const broken = { ...world.services.clock, nowMs: world.services.clock.nowMs };
		let calls = 0;
		const services = {
			...world.services,
			clock: {
				nowMs: () => {
					calls += 1;
					if (calls === 3) throw new TypeError('a bug');
					return broken.nowMs();
				},
			},
		};
		Object.assign(device, { world: { ...world, services } });
		await expect(device.send([edit(first, {}), edit(second, {})])).rejects.toThrow(TypeError);
		Object.assign(device, { world });
		expect((await device.pull()).changes).toEqual([]);
		const again = await device.send([edit(first, {}), edit(second, {})], 1);
		expect(again.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
	});

	it('declares a complete form once, and refuses the same person a second time', async () => {
		const { device, person, fields } = await world.declared();
		const { changes } = await device.pull();
		expect(changes[0]?.view).toMatchObject({ state: 'declared', submittedOn: '2022-10-15' });
		const second = world.newId();
		expect(fields).toEqual(completeFields(person));
		const reply = await device.send([edit(second, fields, { consent }), await submit(second, fields)]);
		expect(reply.results[1]).toMatchObject({ status: 'refused', code: 'enrollment.duplicate' });
	});
});
