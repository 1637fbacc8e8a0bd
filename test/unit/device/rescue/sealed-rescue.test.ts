/** What a volunteer sealed leaves a phone that has no network any more, and goes up from another one. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { RescueFile } from '#lib/device/rescue/rescue-types.ts';
import { HandOverBody } from '#shared/protocol/mutation.ts';
import { aPhone, anAccount, aReply, wholeOutbox, type Phone } from '../phone.ts';
import { foundInRows } from '../raw-rows.ts';
import { aKit, aVolunteer, driveId, seen, type Volunteer } from '../volunteer.ts';

const secret = '石榴开花三月里';
const me = anAccount();
const witness = '李老师';
const consent = { textVersion: '1', textHash: 'c'.repeat(64), givenAtMs: 1 };

afterEach(() => vi.restoreAllMocks());

async function sealOne({ drives }: Volunteer, name: string): Promise<string> {
	const { id } = await drives.begin(driveId, '药学院');
	await drives.edit(id, { consent });
	await drives.edit(id, { fields: { name, idType: 'resident-id', idNumber: '530102199003074477' } });
	await drives.handOver(id, { kind: 'on-this-phone', witness });
	return id;
}

const write = async (phone: Phone): Promise<RescueFile> => (await phone.device.rescue()).write(secret);
async function take(phone: Phone, { file }: RescueFile) {
	const answer = await (await phone.device.rescue()).read(file, secret);
	if ('problem' in answer) throw new Error(answer.problem);
	return answer.taken;
}
async function signedIn(account = me): Promise<Phone> {
	const phone = aPhone();
	await phone.device.present.signIn(account);
	return phone;
}
const batch = async (phone: Phone) => (await phone.device.syncStore(me.id)).freeze(wholeOutbox);

/** The server's answer to everything that waits. */
async function answer(phone: Phone, status: 'applied' | 'refused') {
	const { firstSequence, mutations } = await batch(phone);
	const store = await phone.device.syncStore(me.id);
	const code = status === 'refused' ? { code: 'drive.key-unknown' as const } : {};
	const results = mutations.map((_, i) => ({ sequence: firstSequence + i, status, ...code }));
	await store.apply(aReply({ results }));
}

test('what waits and what was refused is in the file, the vault locked or not; forms that are not finished are not', async () => {
	const old = await aVolunteer();
	const refused = await sealOne(old, '甲');
	await answer(old.phone, 'refused');
	const waiting = await sealOne(old, '乙');
	await old.drives.begin(driveId, '药学院');
	old.phone.restart();
	await old.phone.device.present.signIn(me);
	expect(await (await old.phone.device.rescue()).look()).toMatchObject({ enrollments: 0, handOvers: 2 });
	const file = await write(old.phone);
	expect(file.counts.handOvers).toBe(2);

	const fresh = await signedIn();
	expect(await take(fresh, file)).toMatchObject({ added: 0, here: 0, handOvers: 2 });
	const { mutations } = await batch(fresh);
	expect(mutations.map(({ record }) => record).sort()).toEqual([refused, waiting].sort());
	for (const { record, body } of mutations) {
		const { sealed } = HandOverBody.parse(body);
		const { fields, confirmation } = await old.school.open(sealed, record);
		expect([fields.name, confirmation]).toEqual([
			record === waiting ? '乙' : '甲',
			{ kind: 'on-this-phone', witness },
		]);
	}
});

test('neither the file nor the phone that read it holds anything that names a student', async () => {
	const old = await aVolunteer();
	await sealOne(old, '慕容复');
	const file = await write(old.phone);
	const fresh = await signedIn();
	await take(fresh, file);
	expect(await foundInRows(fresh, ['慕容', '530102199003074477', witness, '药学院'])).toEqual([]);
	const [stub] = (await fresh.rows()).stub;
	expect([stub!.mark, stub!.ciphertext.byteLength]).toEqual(['', 0]);
});

test('in the other phone’s list it stands without a name, until the server has it', async () => {
	const old = await aVolunteer();
	const id = await sealOne(old, '甲');
	const file = await write(old.phone);
	const other = await aVolunteer();
	await take(other.phone, file);
	const own = await sealOne(other, '丙');
	const before = (await seen(other)).stubs;
	expect(before.find((stub) => stub.id === id)).toMatchObject({ initial: '', college: '', state: 'sealed' });
	expect(before.find((stub) => stub.id === own)).toMatchObject({ initial: '丙' });
	await other.drives.sendAgain();
	await answer(other.phone, 'applied');
	expect((await seen(other)).stubs.map(({ state }) => state)).toEqual(['taken', 'taken']);
	const rows = await other.phone.rows();
	expect([rows.outbox, rows.sealedDraft, rows.acknowledged]).toEqual([[], [], []]);
});

test('a file read twice, or where it was written, brings nothing; nor once the server has it and the drive was revoked', async () => {
	const old = await aVolunteer();
	await sealOne(old, '甲');
	const file = await write(old.phone);
	expect(await take(old.phone, file)).toMatchObject({ handOvers: 0, here: 1 });
	const fresh = await signedIn();
	await take(fresh, file);
	expect(await take(fresh, file)).toMatchObject({ handOvers: 0, here: 1 });
	await answer(fresh, 'applied');
	await (await fresh.device.vault()).heard([aKit(old.school.key, { state: 'revoked' })]);
	expect((await fresh.rows()).stub).toEqual([]);
	expect(await take(fresh, file)).toMatchObject({ handOvers: 0, here: 1 });
	expect((await batch(fresh)).mutations).toEqual([]);
});

test('it goes into the account that collected it, and into no other', async () => {
	const old = await aVolunteer();
	await sealOne(old, '甲');
	const { file } = await write(old.phone);
	const stranger = await signedIn(anAccount('account-b', 9));
	expect(await (await stranger.device.rescue()).read(file, secret)).toEqual({ problem: 'other-account' });
	const nobody = aPhone();
	expect(await (await nobody.device.rescue()).read(file, secret)).toEqual({ problem: 'sign-in' });
	for (const phone of [stranger, nobody]) expect((await phone.rows()).outbox).toEqual([]);
});

test('a disk that is full at any of its writes leaves the phone as it was', async () => {
	const old = await aVolunteer();
	await sealOne(old, '甲');
	const file = await write(old.phone);
	for (const table of ['stub', 'sealedDraft', 'outbox', 'meta']) {
		const fresh = await signedIn();
		const full = failingAt(table);
		await expect(take(fresh, file), table).rejects.toThrow('device.storage-full');
		for (const each of full) each.mockRestore();
		const { stub, sealedDraft, outbox } = await fresh.rows();
		expect([stub, sealedDraft, outbox], table).toEqual([[], [], []]);
		expect(await take(fresh, file), table).toMatchObject({ handOvers: 1 });
	}
});

/** Every write into this table finds the disk full. */
function failingAt(table: string) {
	const { put, add } = IDBObjectStore.prototype;
	return (['put', 'add'] as const).map((name) =>
		vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (this: IDBObjectStore, ...row) {
			if (this.name === table) throw new DOMException('full', 'QuotaExceededError');
			return (name === 'put' ? put : add).apply(this, row);
		}),
	);
}
