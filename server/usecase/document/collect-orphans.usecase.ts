import type { Services } from '../ports.ts';

const dayMs = 86_400_000;
/** A phone that was put away for a vacation's weeks sends the rest again; one that comes back next day goes on. */
const keepPartsMs = 7 * dayMs;
/** A file may come long before the record that names it: offline phones send what they can when they can. */
const keepUnnamedMs = 30 * dayMs;
/** A file without a row is an upload that was killed between the two; one this young may still get its row. */
const keepUnlistedMs = dayMs;
const batch = 500;

/** Removes what no record needs: half-uploaded files, stored ones, and bytes that no row names. How many went. */
export async function collectOrphans({ services }: { services: Services }): Promise<number> {
	const { documents, parts, uow } = services;
	const nowMs = services.clock.nowMs();
	let count = await parts.removeOld(nowMs - keepPartsMs);
	// The row goes first: bytes without a row harm nobody, a row without bytes would be a lie.
	const places = await uow.run({ kind: 'system' }, (tx) =>
		tx.documents.removeOrphans(nowMs - keepUnnamedMs, batch),
	);
	const unlisted: string[] = [];
	for await (const found of documents.list()) {
		const old = found.filter(({ atMs }) => atMs < nowMs - keepUnlistedMs).map(({ place }) => place);
		if (old.length === 0) continue;
		unlisted.push(...(await uow.run({ kind: 'system' }, (tx) => tx.documents.unnamed(old))));
		if (unlisted.length >= batch) break;
	}
	for (const place of new Set([...places, ...unlisted])) {
		await documents.remove(place);
		count += 1;
	}
	return count;
}
