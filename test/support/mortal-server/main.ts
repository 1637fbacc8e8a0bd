/**
 * The office's server as a process that ends itself, as by kill -9, at a named point of the exchange:
 * FAIL_AT=before-commit:2 ends it before the second batch of mutations commits, after-commit:2 between that commit and
 * its reply, after-file:1 between an uploaded file and its row. Prints its address once it listens. For tests alone: the product knows of no such points.
 */
import path from 'node:path';
import { readConfig } from '#server/boot/config.ts';
import { startServer } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { createFsDocuments } from '#server/store/documents/fs-documents.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';

const [point, count] = (process.env.FAIL_AT ?? ':0').split(':') as [string, string];
let batches = 0;
/** What the start itself writes is no batch of a phone's. */
let isListening = false;

function die(): Promise<never> {
	process.kill(process.pid, 'SIGKILL');
	return new Promise(() => undefined);
}

/** A batch of mutations is a transaction that writes receipts. */
function mortal(uow: UnitOfWork): UnitOfWork {
	return {
		async run(actor, work) {
			let isBatch = false;
			const noticing = (tx: Tx): Tx => ({
				...tx,
				receipts: {
					...tx.receipts,
					insert: (receipts) => {
						isBatch ||= isListening && receipts.length > 0;
						return tx.receipts.insert(receipts);
					},
				},
			});
			const value = await uow.run(actor, async (tx) => {
				const done = await work(noticing(tx));
				if (isBatch && point === 'before-commit' && batches + 1 === Number(count)) await die();
				return done;
			});
			if (!isBatch) return value;
			batches += 1;
			if (point === 'after-commit' && batches === Number(count)) await die();
			return value;
		},
	};
}

const config = readConfig(process.env);
const database = await openDatabase({ kind: 'postgres', url: config.databaseUrl! });
const files = createFsDocuments(path.join(config.dataDir, 'documents'));
const documents = {
	...files,
	async put(place: string, bytes: Uint8Array<ArrayBuffer>) {
		await files.put(place, bytes);
		if (point === 'after-file') await die();
	},
};
const server = await startServer(config, {
	uow: mortal(createUnitOfWork(database)),
	documents,
	jobs: false,
});
isListening = true;
process.stdout.write(`${server.url}\n`);
