/** From the passphrase to the list: how often the disk is asked, and how much is unsealed. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { aDriveDraft } from '../../../support/drive-draft.ts';
import { aVolunteer, driveId, passphrase, seen, type Volunteer } from '../volunteer.ts';

const { consent } = aDriveDraft();
/** It was nearly thirty, each of which costs the page a third of a millisecond. */
const most = 8;

/** Some sealed, some begun, drafts of one's own; nothing is open in memory. */
async function aTable() {
	const volunteer = await aVolunteer();
	for (let i = 0; i < 6; i++) {
		const { id } = await volunteer.drives.begin(driveId, '药学院');
		await volunteer.drives.edit(id, { fields: { name: `同学${i}` }, consent });
		if (i % 2 === 0) await volunteer.drives.handOver(id, { kind: 'on-this-phone', witness: '李老师' });
	}
	const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: {} };
	await volunteer.phone.device.enrollments.create(draft);
	volunteer.phone.restart();
	return volunteer;
}

/** Of the phone's database, once it is open: its start is not opening. */
async function counting({ phone }: Volunteer) {
	// Dexie binds the method as it opens.
	const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
	await phone.device.open();
	const unsealings = vi.spyOn(crypto.subtle, 'decrypt');
	transactions.mockClear();
	return () => ({ transactions: transactions.mock.calls.length, unsealings: unsealings.mock.calls.length });
}

/** What the page does, in its order. */
async function open({ phone }: Volunteer) {
	const vault = await phone.device.vault();
	const drives = await phone.device.drives();
	await vault.unlock(passphrase);
	const { status, kits } = await vault.look();
	expect({ state: status.state, kits: kits.length }).toEqual({ state: 'open', kits: 1 });
	const { drafts, stubs } = await seen({ drives });
	expect([drafts.length, stubs.length]).toEqual([3, 3]);
	await drives.sendAgain();
}

afterEach(() => vi.restoreAllMocks());

test('a drive opens with a handful of transactions, and unseals the vault and one page', async () => {
	const volunteer = await aTable();
	const counts = await counting(volunteer);
	await open(volunteer);
	const { transactions, unsealings } = counts();
	expect(transactions).toBeLessThanOrEqual(most);
	expect(unsealings).toBe(2);
});

test('questions that are each asked by themselves would be seen', async () => {
	const volunteer = await aTable();
	const counts = await counting(volunteer);
	await open(volunteer);
	const before = counts().transactions;
	const db = new CampusCoverDb(volunteer.phone.name);
	await db.open();
	// As the list once asked.
	await db.drivePage.toArray();
	for (const state of ['sealed', 'taken', 'refused']) {
		await db.stub.where('[owner+driveId+state]').equals(['account-a', driveId, state]).count();
	}
	db.close();
	expect(before).toBeGreaterThan(most / 2);
	expect(counts().transactions).toBeGreaterThan(most);
});
