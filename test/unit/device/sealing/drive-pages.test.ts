import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { linesAPage } from '#lib/device/sealing/drive-lines.ts';
import { aDriveDraft } from '../../../support/drive-draft.ts';
import { failingAt } from '../failing-writes.ts';
import { foundInRows } from '../raw-rows.ts';
import type { Phone } from '../phone.ts';
import { aKit, aVolunteer, driveId, passphrase, seen, type Volunteer } from '../volunteer.ts';

const { consent } = aDriveDraft();
const confirmation = { kind: 'on-this-phone', witness: '李老师' } as const;

async function aForm({ drives }: Volunteer, name: string, studentNumber: string | null = null) {
	const { id } = await drives.begin(driveId, '药学院');
	await drives.edit(id, { fields: { name, studentNumber }, consent });
	return id;
}

async function inStore<T>(phone: Phone, work: (db: CampusCoverDb) => Promise<T>): Promise<T> {
	const db = new CampusCoverDb(phone.name);
	return work(db).finally(() => db.close());
}

/** Nothing is in memory. */
async function restarted({ phone }: Volunteer) {
	phone.restart();
	await (await phone.device.vault()).unlock(passphrase);
	return { drives: await phone.device.drives() };
}

async function listed(volunteer: Volunteer) {
	const { drafts, stubs } = await seen(await restarted(volunteer));
	return {
		forms: drafts.map(({ id, name, initials, studentNumber }) => [id, name, initials, studentNumber]).sort(),
		sealed: stubs.map(({ id, initial, college }) => [id, initial, college]).sort(),
	};
}

/** The same, made anew from the rows themselves. */
async function fromRows(volunteer: Volunteer) {
	await inStore(volunteer.phone, (db) => db.drivePage.clear());
	return listed(volunteer);
}

async function aFewStudents() {
	const volunteer = await aVolunteer();
	const [first, second] = [await aForm(volunteer, '张三丰', '2022001'), await aForm(volunteer, '单晓明')];
	const third = await aForm(volunteer, '改名前');
	await volunteer.drives.edit(third, { fields: { name: '改名后', phone: '13800000001' } });
	await volunteer.drives.handOver(first, confirmation);
	await volunteer.drives.remove(await aForm(volunteer, '走开了'));
	return { volunteer, first, second, third };
}

test('a list is what the rows say, after each kind of change', async () => {
	const { volunteer, first, second, third } = await aFewStudents();
	const found = await listed(volunteer);
	expect(found).toEqual({
		forms: [
			[second, '单晓明', 'dxm sxm', ''],
			[third, '改名后', 'gmh', ''],
		],
		sealed: [[first, '张', '药学院']],
	});
	expect(await inStore(volunteer.phone, (db) => db.drivePage.count())).toBe(1);
	expect(await fromRows(volunteer)).toEqual(found);
	expect(await foundInRows(volunteer.phone, ['张三丰', '单晓明', '2022001', 'dxm'])).toEqual([]);
});

test.each([
	['is missing', (db: CampusCoverDb) => db.drivePage.clear()],
	[
		'lost bits',
		(db: CampusCoverDb) =>
			db.drivePage.toCollection().modify((row) => {
				const bytes = new Uint8Array(row.ciphertext.slice(0));
				bytes[3]! ^= 1;
				row.ciphertext = bytes.buffer;
			}),
	],
	[
		'lies in another place',
		(db: CampusCoverDb) => db.drivePage.toCollection().modify((row) => void (row.revision += 1)),
	],
	[
		'names one more than there is',
		async (db: CampusCoverDb) => {
			const [row] = await db.driveDraft.toArray();
			await db.driveDraft.delete([row!.owner, row!.id]);
		},
	],
])('where a page %s the list is made anew, once', async (_what, spoil) => {
	const { volunteer } = await aFewStudents();
	await inStore<unknown>(volunteer.phone, spoil);
	const found = await listed(volunteer);
	const [page] = await inStore(volunteer.phone, (db) => db.drivePage.toArray());
	expect(found.forms).toHaveLength(page!.forms);
	expect(found.sealed).toHaveLength(page!.sealed);
	expect(page!.revision).toBe(1);
	expect(await fromRows(volunteer)).toEqual(found);
	const opened = vi.spyOn(crypto.subtle, 'decrypt');
	expect(await listed(volunteer)).toEqual(found);
	// The vault's wrap, the account's, and one page.
	const count = opened.mock.calls.length;
	opened.mockRestore();
	expect(count).toBeLessThan(6);
});

test('a page that tells of a name that is no more would be seen: the rows say another', async () => {
	const { volunteer, third } = await aFewStudents();
	const before = await inStore(volunteer.phone, (db) => db.drivePage.toArray());
	await volunteer.drives.edit(third, { fields: { name: '又改了' } });
	const found = await listed(volunteer);
	await inStore(volunteer.phone, (db) => db.drivePage.bulkPut(before));
	expect(await listed(volunteer)).not.toEqual(found);
	expect(await fromRows(volunteer)).toEqual(found);
});

const acts = {
	begin: async ({ drives }: Volunteer) => void (await drives.begin(driveId, '护理学院')),
	edit: async ({ drives }: Volunteer, id: string) =>
		void (await drives.edit(id, { fields: { name: '改过的' } })),
	handOver: async ({ drives }: Volunteer, id: string) => void (await drives.handOver(id, confirmation)),
	remove: ({ drives }: Volunteer, id: string) => drives.remove(id),
};

test.each(Object.keys(acts) as (keyof typeof acts)[])(
	'an app that ends at each write of %s leaves rows and pages of one moment',
	async (act) => {
		for (let n = 1, isThrough = false; !isThrough; n++) {
			const volunteer = await aVolunteer();
			const id = await aForm(volunteer, '张三丰');
			await aForm(volunteer, '李四');
			const disk = failingAt(n, () => new TypeError('ends here'));
			await acts[act](volunteer, id).catch(() => undefined);
			isThrough = disk.count() < n;
			disk.restore();
			const found = await listed(volunteer);
			expect(found).toEqual(await fromRows(volunteer));
			if (isThrough) expect(n).toBeGreaterThan(2);
		}
	},
);

test('a line written beside its row, and not with it, would tell of a moment that never was', async () => {
	const volunteer = await aVolunteer();
	const id = await aForm(volunteer, '张三丰');
	const before = await inStore(volunteer.phone, (db) => db.driveDraft.toArray());
	await volunteer.drives.edit(id, { fields: { name: '改过的' } });
	await inStore(volunteer.phone, (db) => db.driveDraft.bulkPut(before));
	expect(await listed(volunteer)).not.toEqual(await fromRows(volunteer));
});

test('two tabs write at once: both students are listed', async () => {
	const volunteer = await aVolunteer();
	const other = volunteer.phone.otherTab();
	await (await other.device.vault()).unlock(passphrase);
	const drives = [volunteer.drives, await other.device.drives()];
	await Promise.all(Array.from({ length: 8 }, (_, i) => drives[i % 2]!.begin(driveId, `学院${i}`)));
	const found = await listed(volunteer);
	expect(found.forms).toHaveLength(8);
	expect(await fromRows(volunteer)).toEqual(found);
	other.device.close();
});

test(
	'many are a handful of rows to open, and one more is one page to seal',
	{ timeout: 60_000 },
	async () => {
		const volunteer = await aVolunteer();
		const many = 2 * linesAPage + 10;
		for (let i = 0; i < many; i++) await volunteer.drives.begin(driveId, `学院${i % 7}`);
		const sizes = (await inStore(volunteer.phone, (db) => db.drivePage.toArray())).map(({ forms }) => forms);
		expect(sizes).toEqual([linesAPage, linesAPage, 10]);
		const { drives } = await restarted(volunteer);
		const opened = vi.spyOn(crypto.subtle, 'decrypt');
		expect((await seen({ drives })).drafts).toHaveLength(many);
		expect(opened.mock.calls.length).toBeLessThan(6);
		opened.mockRestore();
		const sealed = vi.spyOn(crypto.subtle, 'encrypt');
		await drives.begin(driveId, '');
		expect(sealed).toHaveBeenCalledTimes(2);
		sealed.mockRestore();
	},
);

test('a volunteer who was sent away keeps no line; wrong tries leave none of what the server has', async () => {
	const { volunteer } = await aFewStudents();
	const vault = await volunteer.phone.device.vault();
	await vault.heard([aKit(volunteer.school.key, { state: 'revoked' })]);
	expect((await volunteer.phone.rows()).drivePage).toEqual([]);
});
