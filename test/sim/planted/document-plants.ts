/** Faults of claims and their files: bytes, hashes, who may read, what is collected. */
import type { Plant } from './plant.ts';

const append = 'server/usecase/document/append-to-document.usecase.ts';

export const documentPlants: Plant[] = [
	{
		name: 'hash-unchecked',
		words: 'a file is stored under whatever hash its uploader said',
		breaks: [14],
		seed: 2,
		patches: [{ file: append, from: '(await sha256Hex(bytes)) === hash', to: 'true' }],
	},
	{
		name: 'offset-unchecked',
		words: 'a piece is taken wherever it begins',
		breaks: [14],
		seed: 117,
		patches: [{ file: append, from: 'if (offset !== size || part.stop.aborted)', to: 'if (false)' }],
	},
	{
		name: 'row-before-bytes',
		words: 'a row says stored before the bytes are',
		breaks: [14],
		seed: 2,
		patches: [
			{ file: append, from: 'await services.documents.put(place, bytes);', to: '' },
			{
				file: append,
				from: 'if (!isNew) await services.documents.remove(place);',
				to: 'if (isNew) await services.documents.put(place, bytes);',
			},
		],
	},
	{
		name: 'served-to-strangers',
		words: 'whoever knows a claim and a hash gets the file',
		breaks: [7, 14],
		seed: 2,
		patches: [
			{
				file: 'server/usecase/document/read-document.usecase.ts',
				from: 'await services.uow.run(actor, async (tx) => {',
				to: "await services.uow.run({ kind: 'system' }, async (tx) => {",
			},
			{
				file: 'server/usecase/document/read-document.usecase.ts',
				from: "if (!isOwn && (actor.role !== 'reviewer' || claim.state === 'draft')) return null;",
				to: '',
			},
		],
	},
	{
		name: 'handed-in-before-whole',
		words: 'a claim is handed in before its files are there',
		breaks: [10],
		seed: 4,
		patches: [
			{
				file: 'server/usecase/claim/submit-claim.usecase.ts',
				from: 'if (missing.length === 0) return;',
				to: 'if (missing.length >= 0) return;',
			},
		],
	},
	{
		name: 'collects-what-is-named',
		words: 'the collection takes old files that a claim names',
		breaks: [14],
		seed: 2,
		patches: [
			{
				file: 'test/sim/store/claim-tables.ts',
				from: 'row.neededAtMs < neededBeforeMs && !isNamed(row.ownerAccountId, row.hash)',
				to: 'row.neededAtMs < neededBeforeMs',
			},
		],
	},
	{
		name: 'bytes-left-behind',
		words: 'bytes that no row names are never collected',
		breaks: [14],
		seed: 167,
		patches: [
			{
				file: 'server/usecase/document/collect-orphans.usecase.ts',
				from: 'new Set([...places, ...unlisted])',
				to: 'new Set(places)',
			},
		],
	},
	{
		name: 'stored-unheard',
		words: 'the phone counts a file as stored that the office has begun to hold',
		breaks: [1, 14],
		seed: 2,
		patches: [
			{ file: 'src/lib/sync/send-file.ts', from: 'if (isStored) {', to: 'if (isStored || offset > 0) {' },
		],
	},
];
