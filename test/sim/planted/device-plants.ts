/** Faults of the phone: its storage, its outbox, its engine. */
import type { Plant } from './plant.ts';

const syncStore = 'src/lib/device/sync-store.ts';
const recordChange = 'src/lib/device/record-change.ts';

export const devicePlants: Plant[] = [
	{
		name: 'dropped-when-sent',
		words: 'an entry leaves the outbox when it is sent, and not when it is answered',
		breaks: [1, 4],
		seed: 1,
		patches: [
			{
				file: syncStore,
				from: 'await db.syncState.put(next);',
				to: 'await db.syncState.put(next); await db.outbox.bulkDelete(fresh.map(({ n }) => n));',
			},
		],
	},
	{
		name: 'saved-before-written',
		words: 'a save is told done before its transaction is',
		breaks: [1, 4],
		seed: 1,
		patches: [
			{
				file: recordChange,
				from: 'const isWritten = await db.transaction(',
				to: 'const isWritten = await ((...a: any[]) => (setImmediate(() => void (db as any).transaction(...a).catch(() => 0)), true))(',
			},
		],
	},
	{
		name: 'unsealed',
		words: 'rows lie on the disk as they are',
		breaks: [16],
		seed: 1,
		patches: [
			{
				file: 'src/lib/device/seal.ts',
				from: 'return { iv: iv.buffer, ciphertext };',
				to: 'return { iv: iv.buffer, ciphertext, plain: bytes } as Sealed;',
			},
		],
	},
	{
		name: 'no-back-off',
		words: 'a failed exchange is tried again at once, for ever',
		breaks: [17],
		seed: 2,
		patches: [{ file: 'src/lib/sync/back-off.ts', from: 'return Math.max(own, wished);', to: 'return 50;' }],
	},
	{
		name: 'retry-after-unheard',
		words: 'the engine does not wait as long as the server asks',
		breaks: [17],
		seed: 2,
		patches: [
			{ file: 'src/lib/sync/back-off.ts', from: 'return Math.max(own, wished);', to: 'return own;' },
			{
				file: 'src/lib/sync/runner.ts',
				from: 'this.#holdUntilMs = retryAfterSeconds ? nextTryAtMs : 0;',
				to: 'this.#holdUntilMs = 0;',
			},
		],
	},
	{
		name: 'loss-untold',
		words: 'nobody is told that the browser cleared the storage',
		breaks: [1],
		seed: 10,
		patches: [
			{
				file: 'src/lib/device/storage-loss.ts',
				from: 'if (this.#mark === null ||',
				to: 'if (true ||',
			},
		],
	},
	{
		name: 'closes-for-ever',
		words: 'a closed connection is looked after without end',
		breaks: [0],
		seed: 5,
		patches: [{ file: 'src/lib/device/storage-loss.ts', from: '|| this.#isLooking ||', to: '||' }],
	},
	{
		name: 'refusal-unsaid',
		words: 'a refused mutation is dropped without a word',
		breaks: [1, 4],
		seed: 476,
		patches: [
			{
				file: 'src/lib/device/apply-reply.ts',
				from: 'at.draft = { ...at.draft, refusal };',
				to: 'at.draft = { ...at.draft };',
			},
		],
	},
	{
		name: 'spoiled-row-blocks',
		words: 'one row that lost a bit, and the whole list does not open',
		breaks: [0],
		seed: 239,
		patches: [
			{
				file: 'src/lib/device/opened-rows.ts',
				from: 'unlessSpoiled(this.#open<T>(row))',
				to: 'this.#open<T>(row)',
			},
		],
	},
	{
		name: 'spoiled-entry-blocks',
		words: 'one entry that lost a bit, and nothing is sent any more',
		breaks: [4, 17],
		seed: 145,
		patches: [
			{
				file: syncStore,
				from: 'unlessSpoiled(openEntry(this.#disk, row))',
				to: 'openEntry(this.#disk, row)',
			},
		],
	},
	{
		name: 'spoiled-entry-unsaid',
		words: 'an entry that lost a bit is dropped without a word',
		breaks: [1, 4],
		seed: 145,
		patches: [
			{
				file: 'src/lib/device/mend-spoiled.ts',
				from: 'withdrawal: null,\n\t\trefusal: spoiledRefusal,',
				to: 'withdrawal: null,',
			},
		],
	},
	{
		name: 'upgrade-loses-outbox',
		words: 'an upgrade of the storage drops what waits to be sent',
		breaks: [1, 4],
		seed: 2,
		patches: [
			{
				file: 'src/lib/device/schema.ts',
				from: 'row.refused = -1;',
				to: "row.refused = -1; void upgrade.table('outbox').clear();",
			},
		],
	},
	{
		name: 'rescue-without-new-drafts',
		words: 'a rescue file leaves out the drafts of which no server has heard',
		breaks: [1, 4],
		seed: 2,
		patches: [
			{
				file: 'src/lib/device/rescue/collect-unsent.ts',
				from: 'if (!content.held) return wholeEdit(content);',
				to: 'if (!content.held) return null;',
			},
		],
	},
];
