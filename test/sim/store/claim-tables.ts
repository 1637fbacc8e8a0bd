import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ClaimConflict } from '#server/usecase/claim/ports.ts';
import type { Tx } from '#server/usecase/ports.ts';
import type { Transaction } from './memory-database.ts';

/** See `claim/ports.ts` for what each call promises. */
function claims(at: Transaction): Tx['claims'] {
	return {
		get: async (id) => at.find('claim', id),
		ofOwner: async (accountId) => at.visible('claim').filter((row) => row.ownerAccountId === accountId),
		// What was handed in may be seen and not held.
		lock: async (id) => (await at.lock('claim', id)) ?? at.find('claim', id),
		insert: (row) => at.insert('claim', row),
		async update(row, alsoNamed = []) {
			await at.remove('claimDocument', ({ claimId }) => claimId === row.id);
			for (const hash of new Set([...hashesOf(row.documents), ...alsoNamed])) {
				const named = await at.insert('claimDocument', { claimId: row.id, hash });
				if (!named) throw new Error('a claim names a file twice');
			}
			await at.update('claim', row.id, () => row);
		},
		async remove(id) {
			const removed = await at.remove('claim', (row) => row.id === id);
			if (removed === 0) return;
			const isOf = (row: { claimId: string | null }) => row.claimId === id;
			const notices = new Set(
				at
					.rows('notice')
					.filter(isOf)
					.map((notice) => notice.id),
			);
			at.cascade('delivery', ({ noticeId }) => notices.has(noticeId));
			for (const table of ['claimDocument', 'claimReceipt', 'claimAct', 'notice'] as const) {
				at.cascade(table, isOf);
			}
		},
		...reviewedClaims(at),
	};
}

/** What reviewing asks of claims. */
function reviewedClaims(
	at: Transaction,
): Pick<Tx['claims'], 'decide' | 'queue' | 'conflicts' | 'nameReceipts'> {
	return {
		async decide({ id, state, valuation, decidedOn, updatedAtMs, revision }) {
			const change = { state, valuation, decidedOn, updatedAtMs, revision };
			await at.update('claim', id, (row) => ({ ...row, ...change }));
		},
		async queue({ state, after, limit }) {
			const chosen = at
				.visible('claim')
				.filter((row) => row.state === state)
				.sort((a, b) => a.submittedAtMs! - b.submittedAtMs! || (a.id < b.id ? -1 : 1));
			const rows = chosen.filter(
				({ submittedAtMs, id }) =>
					!after ||
					submittedAtMs! > after.submittedAtMs ||
					(submittedAtMs === after.submittedAtMs && id > after.id),
			);
			return { rows: rows.slice(0, limit), total: chosen.length };
		},
		async conflicts({ id }) {
			const others = at.visible('claim').filter((row) => row.id !== id && row.state !== 'draft');
			const receipts = at.visible('claimReceipt');
			const files = at.visible('claimDocument');
			const numbers = new Set(receipts.flatMap((row) => (row.claimId === id ? [row.number] : [])));
			const hashes = new Set(files.flatMap((row) => (row.claimId === id ? [row.hash] : [])));
			return others.flatMap((claim): ClaimConflict[] => [
				...receipts
					.filter(({ claimId, number }) => claimId === claim.id && numbers.has(number))
					.map(({ number }) => ({ kind: 'receipt' as const, number, claim })),
				...files
					.filter(({ claimId, hash }) => claimId === claim.id && hashes.has(hash))
					.map(({ hash }) => ({ kind: 'document' as const, hash, claim })),
			]);
		},
		async nameReceipts(id, numbers) {
			await at.remove('claimReceipt', ({ claimId }) => claimId === id);
			for (const number of new Set(numbers)) await at.insert('claimReceipt', { claimId: id, number });
		},
	};
}

function claimActs(at: Transaction): Tx['claimActs'] {
	return {
		async append(claimId, act) {
			await at.insert('claimAct', { n: at.database.nextOf('claimAct'), claimId, ...act });
		},
		list: async (id) =>
			at
				.visible('claimAct')
				.filter(({ claimId }) => claimId === id)
				.sort((a, b) => a.n - b.n)
				.map(({ accountId, atMs, content }) => ({ accountId, atMs, content })),
	};
}

/** See `document/ports.ts` for what each call promises. */
function documents(at: Transaction): Tx['documents'] {
	const keyOf = (ownerAccountId: string, hash: string) => `${ownerAccountId} ${hash}`;
	return {
		get: async (ownerAccountId, hash) => at.find('document', keyOf(ownerAccountId, hash)),
		async need(ownerAccountId, hashes, neededAtMs) {
			const rows = [];
			for (const hash of hashes) {
				const key = keyOf(ownerAccountId, hash);
				const outcome = await at.update('document', key, (row) => ({ ...row, neededAtMs }));
				const row = outcome === 'written' ? at.find('document', key) : null;
				if (row) rows.push(row);
			}
			return rows;
		},
		insert: (row) => at.insert('document', row),
		bytesOf: async (ownerAccountId) =>
			at
				.visible('document')
				.filter((row) => row.ownerAccountId === ownerAccountId)
				.reduce((sum, { size }) => sum + size, 0),
		async removeOrphans(neededBeforeMs, limit) {
			const isNamed = (ownerAccountId: string, hash: string) =>
				at
					.visible('claimDocument')
					.some((n) => n.hash === hash && at.find('claim', n.claimId)?.ownerAccountId === ownerAccountId);
			const orphans = at
				.visible('document')
				.filter((row) => row.neededAtMs < neededBeforeMs && !isNamed(row.ownerAccountId, row.hash))
				.slice(0, limit);
			const places = new Set(orphans.map(({ place }) => place));
			// One that somebody began to need while this waited for it stays.
			await at.remove('document', (row) => places.has(row.place) && row.neededAtMs < neededBeforeMs);
			const left = new Set(at.rows('document').map(({ place }) => place));
			return [...places].filter((place) => !left.has(place));
		},
		async unnamed(places) {
			const named = new Set(at.visible('document').map(({ place }) => place));
			return places.filter((place) => !named.has(place));
		},
	};
}

/** Claims, what was done with them, which files they name, and the files' rows. */
export function claimTables(at: Transaction): Pick<Tx, 'claims' | 'claimActs' | 'documents'> {
	return { claims: claims(at), claimActs: claimActs(at), documents: documents(at) };
}
