import type { ClaimDraft } from './claim-draft.ts';
import type { Disk } from './disk.ts';
import { OpenedRows } from './opened-rows.ts';
import { recordsOfKind } from './records-of-kind.ts';
import type { PresentOwner } from './present-owner.ts';
import { watchRows } from './watch.ts';

/** Claims by what their files, which go up apart from the outbox, still need. Ids. */
export interface ClaimCounts {
	/** A file is not at the server yet. */
	waiting: string[];
	/** The server refused the claim, or takes one of its files not. */
	refused: string[];
}

/** Of whoever is at the phone. Calls at once and when it changes. Returns how to stop. */
export function watchClaimCounts(
	disk: Disk,
	present: PresentOwner,
	onChange: (counts: ClaimCounts) => void,
): () => void {
	const opened = new OpenedRows(disk);
	const query = async () => {
		const owner = await present.owner();
		const found = await recordsOfKind(disk.db, owner, 'claim');
		const claims = found.filter(({ removed }) => removed === 0);
		const files = claims.length > 0 ? await disk.db.document.where('owner').equals(owner).toArray() : [];
		return { owner, claims, files };
	};
	const count = async ({ owner, claims, files }: Awaited<ReturnType<typeof query>>): Promise<ClaimCounts> => {
		opened.keepOnly(owner);
		const inState = (state: string) =>
			new Set(files.filter((row) => row.state === state).map(({ hash }) => hash));
		const [waiting, refused] = [inState('waiting'), inState('refused')];
		const counts: ClaimCounts = { waiting: [], refused: [] };
		for (const { row, value: draft } of await opened.openAll<ClaimDraft>(claims)) {
			const hashes = Object.values(draft.documents).flat();
			if (hashes.some((hash) => waiting.has(hash))) counts.waiting.push(row.id);
			if (draft.refusal || hashes.some((hash) => refused.has(hash))) counts.refused.push(row.id);
		}
		return counts;
	};
	return watchRows(query, count, onChange);
}
