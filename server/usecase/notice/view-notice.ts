import type { NoticeView } from '#shared/protocol/view.ts';
import type { NoticeRow } from './ports.ts';

/** A notice as its owner sees it. */
export function viewNotice({ id, kind, enrollmentId, claimId, atMs, readAtMs }: NoticeRow): NoticeView {
	return { id, kind, enrollmentId, ...(claimId === null ? {} : { claimId }), atMs, readAtMs };
}
