import type { CampusCoverDb, RecordRow } from './schema.ts';
import type { OwnerId } from './types.ts';

type Kind = RecordRow['kind'];

const ofKind = ({ record }: CampusCoverDb, owner: OwnerId, kind: Kind) =>
	record.where('[owner+kind+refused]').between([owner, kind, -1], [owner, kind, 1], true, true);

/** Rows of one kind, removed ones too, without reading thousands of another kind. */
export function recordsOfKind(db: CampusCoverDb, owner: OwnerId, kind: Kind): Promise<RecordRow[]> {
	return ofKind(db, owner, kind).toArray();
}

/**
 * Of these records those that somebody would miss: that a notice was read is nothing. Notices are few; asking each of
 * thousands what it is would take a slow phone the better part of a second.
 */
export async function withoutNotices(db: CampusCoverDb, owner: OwnerId, ids: string[]): Promise<string[]> {
	if (ids.length === 0) return ids;
	const keys = await ofKind(db, owner, 'notice').primaryKeys();
	const notices = new Set(keys.map(([, id]) => id));
	return ids.filter((id) => !notices.has(id));
}
