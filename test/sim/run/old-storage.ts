/** A phone's storage once more: as an older version of the app left it, and what a rescue file brings back. */
import type { Rng } from '../engine/rng.ts';
import type { Phone } from '../phone/phone.ts';
import { isSaidNo } from './student.ts';
import type { World } from './world.ts';

type Reopen = (phone: Phone) => Promise<void>;

/** The page that upgrades it is killed somewhere on its way, once or twice; the next one loses nothing. */
export async function upgrade(world: World, phone: Phone, rng: Rng, reopen: Reopen): Promise<void> {
	const { scheduler, findings } = world;
	for (const tab of [...phone.tabs]) phone.killTab(tab);
	await scheduler.rejoin(phone.run(() => phone.storage.downgrade()));
	for (let times = rng.int(1, 2); times > 0; times--) {
		void phone
			.openTab()
			.catch((error: unknown) => findings.note(`${phone.name} did not open: ${String(error)}`));
		for (let turns = rng.int(1, 30); turns > 0; turns--) await scheduler.turn();
		for (const tab of [...phone.tabs]) phone.killTab(tab);
		findings.note(`${phone.name} was killed while it upgraded, at version ${phone.storage.version}`);
	}
	await reopen(phone);
}

/**
 * Without a network, so that what `write` writes waits: it is taken along in a file, the storage is emptied, and the file is
 * read. Nothing that was saved is missing.
 */
export async function rescue(
	world: World,
	phone: Phone,
	{ write, reopen }: { write: () => Promise<void>; reopen: Reopen },
): Promise<void> {
	const { findings, scheduler } = world;
	const tab = phone.front;
	const person = world.people.find(({ actor }) => actor.accountId === tab?.owner);
	if (!tab || !person || !world.office.isUp || phone.isTold) return;
	phone.network.isDown = true;
	await scheduler.rejoin(phone.run(write));
	const made = await scheduler
		.rejoin(phone.run(async () => (await tab.device.rescue()).write('passphrase')))
		.catch(saidNo);
	if (!made || tab.isDead) return;
	findings.note(`${phone.name} wrote ${JSON.stringify(made.counts)} into a file`);
	for (const each of [...phone.tabs]) phone.killTab(each);
	phone.storage.evict();
	phone.spoiled.clear();
	phone.wasEmptied = true;
	await reopen(phone);
	phone.network.isDown = false;
	const front = phone.front;
	const isIn =
		front !== null && world.office.isUp && (await world.signIn(phone, person).then(() => true, saidNo));
	// Whoever cannot sign in now still has the file, and reads it some day.
	if (!isIn) return world.forget(phone);
	const read = await scheduler
		.rejoin(phone.run(async () => (await front.device.rescue()).read(made.file, 'passphrase')))
		.catch(saidNo);
	// Nor does a disk that is full take anything of it.
	if (!read || front.isDead) return world.forget(phone);
	findings.check(1, 'taken' in read, () => `${phone.name} cannot read its file: ${JSON.stringify(read)}`);
	findings.note(`${phone.name} took ${JSON.stringify(read)}`);
	front.gather();
}

function saidNo(error: unknown): null {
	if (!isSaidNo(error)) throw error;
	return null;
}
