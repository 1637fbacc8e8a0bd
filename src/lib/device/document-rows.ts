/** Which files of a claim are where. Reads the database only. */
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { ClaimDraft } from './claim-draft.ts';
import type { Disk } from './disk.ts';
import type { DocumentRow } from './schema.ts';
import type { OwnerId } from './types.ts';

export const sliceCount = ({ size, sliceBytes }: Pick<DocumentRow, 'size' | 'sliceBytes'>) =>
	Math.ceil(size / sliceBytes);

async function rowsOf({ db }: Disk, owner: OwnerId, hashes: string[]): Promise<Map<string, DocumentRow>> {
	const rows = await db.document.bulkGet(hashes.map((hash) => [owner, hash] as [OwnerId, string]));
	return new Map(rows.flatMap((row) => (row ? [[row.hash, row]] : [])));
}

/** What another phone of this person added: not here, and the server has heard of it. */
const isElsewhere = (claim: ClaimDraft, hash: string) =>
	claim.server !== null && hashesOf(claim.server.documents).includes(hash);

/** The files of a claim that the server holds, as far as this phone can know. */
export async function arrivedHashes(disk: Disk, owner: OwnerId, claim: ClaimDraft): Promise<Set<string>> {
	const hashes = hashesOf(claim.documents);
	const rows = await rowsOf(disk, owner, hashes);
	const isThere = (hash: string) => {
		const row = rows.get(hash);
		return row ? row.state === 'stored' : isElsewhere(claim, hash);
	};
	return new Set(hashes.filter(isThere));
}

/** `documents.<paper>.<page>` of the first file that is neither here, whole, nor at the server; null: none. */
export async function absentPage(disk: Disk, owner: OwnerId, claim: ClaimDraft): Promise<string | null> {
	const rows = await rowsOf(disk, owner, hashesOf(claim.documents));
	for (const [slot, pages] of Object.entries(claim.documents)) {
		for (const [page, hash] of pages.entries()) {
			const row = rows.get(hash);
			const isHere = row ? row.state === 'stored' || (await isWhole(disk, row)) : isElsewhere(claim, hash);
			if (!isHere) return `documents.${slot}.${page}`;
		}
	}
	return null;
}

async function isWhole({ db }: Disk, row: DocumentRow): Promise<boolean> {
	const held = await db.slice.where('[owner+hash]').equals([row.owner, row.hash]).count();
	return held === sliceCount(row);
}
