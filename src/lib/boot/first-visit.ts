import { databaseName } from '#lib/device/database-name.ts';
import type { Device } from '#lib/device/device.ts';
import { EarlyJournal, journalName } from '#lib/device/early-journal.ts';
import type { Random } from '#shared/std/clock.ts';

/** Held by the page that may write early drafts. */
const earlyLock = 'campuscover-early';

async function databaseNames(): Promise<(string | undefined)[]> {
	return (await indexedDB.databases()).map(({ name }) => name);
}

/** The lock, as a way to let go of it; null where another page has it, or the browser knows none. */
function hold(): Promise<(() => void) | null> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(earlyLock, { ifAvailable: true }, (lock) => {
				if (!lock) return void resolve(null);
				return new Promise<void>((release) => resolve(release));
			})
			.catch(reject);
	});
}

export interface FirstVisit {
	/** Something was written down early already: the page was loaded anew. */
	hasJournal: boolean;
	/** Lets go of the right to write early drafts. */
	end(): void;
}

/**
 * Whether the storage proper was never opened here, and no other page is at its first visit: then this one alone may
 * write early drafts, until it ends it. Null otherwise, and where the browser does not tell.
 */
export async function beginFirstVisit(): Promise<FirstVisit | null> {
	try {
		const end = await hold();
		if (!end) return null;
		const names = await databaseNames();
		if (!names.includes(databaseName)) return { hasJournal: names.includes(journalName), end };
		end();
	} catch {
		// No databases to be listed, or no locks: then it is as any other visit.
	}
	return null;
}

async function takeOver(device: Device, random: Random): Promise<void> {
	if (!(await databaseNames()).includes(journalName)) return;
	const journal = await EarlyJournal.open(random);
	const moment = await journal.readMoment();
	if (moment) await device.moment.keep(moment, moment.heardAtMs);
	await device.takeOver(await journal.read());
	await journal.remove();
}

/**
 * Drafts that a first visit wrote down and could not give to the storage proper: it was closed too early. Where it
 * still goes on in another tab, that one gives them itself, and this one looks again when it has gone. Resolves when
 * what can be had at once is had. Never rejects: what does not open now stays for the next visit.
 */
export async function takeLeftDrafts(device: Device, random: Random): Promise<void> {
	try {
		if (!(await databaseNames()).includes(journalName)) return;
		const isTaken = await navigator.locks.request(earlyLock, { ifAvailable: true }, async (lock) => {
			if (lock) await takeOver(device, random);
			return lock !== null;
		});
		if (!isTaken)
			void navigator.locks.request(earlyLock, () => takeOver(device, random)).catch(() => undefined);
	} catch {
		// As said above.
	}
}
