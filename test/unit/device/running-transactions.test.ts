import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { watchTransactions } from '#lib/device/running-transactions.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';

/** A page that falls asleep in the middle of writing. */
async function aSleepingWriter(name: string) {
	const db = new CampusCoverDb(name);
	const abortRunning = watchTransactions(db);
	const sleep = Promise.withResolvers<void>();
	const begun = Promise.withResolvers<void>();
	const ended = db
		.transaction('rw', db.meta, async () => {
			await db.meta.put({ name: 'half', value: 1 });
			begun.resolve();
			await Dexie.waitFor(sleep.promise);
		})
		.then(
			() => 'complete',
			(error: Error) => error.name,
		);
	await begun.promise;
	return { db, abortRunning, ended, wake: sleep.resolve };
}

/** Writes as the next page does; says when it is done. */
function writeFromNextPage(name: string, onDone: () => void): Promise<void> {
	const next = new CampusCoverDb(name);
	return next.meta.put({ name: 'whole', value: 2 }).then(() => {
		onDone();
		next.close();
	});
}

async function namesIn(name: string): Promise<string[]> {
	const db = new CampusCoverDb(name);
	const rows = await db.meta.toArray();
	db.close();
	return rows.map((row) => row.name);
}

test('a page that is left aborts what it was writing, so that the next page can write at once', async () => {
	const asleep = await aSleepingWriter('left');
	asleep.abortRunning();
	asleep.db.close();
	await writeFromNextPage('left', () => undefined);
	expect(await namesIn('left')).toEqual(['whole']);
});

test('planted: one that does not let go holds up the next page until it wakes', async () => {
	const order: string[] = [];
	const asleep = await aSleepingWriter('held');
	const written = writeFromNextPage('held', () => order.push('next page'));
	void asleep.ended.then(() => order.push('sleeper'));
	asleep.wake();
	await Promise.all([written, asleep.ended]);
	expect(order).toEqual(['sleeper', 'next page']);
	asleep.db.close();
});
