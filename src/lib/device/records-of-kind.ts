import type { CampusCoverDb, RecordRow } from './schema.ts';
import type { OwnerId } from './types.ts';

/** Rows of one kind, removed ones too, without reading thousands of another kind. */
export function recordsOfKind(
	{ record }: CampusCoverDb,
	owner: OwnerId,
	kind: RecordRow['kind'],
): Promise<RecordRow[]> {
	return record
		.where('[owner+kind+refused]')
		.between([owner, kind, -1], [owner, kind, 1], true, true)
		.toArray();
}
