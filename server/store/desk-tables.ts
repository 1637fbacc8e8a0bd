/** Tables of the reviewer's desk. `…_ms` is real time. */
import type { BulkResult, PassedOverReason } from '#shared/domain/review/desk.ts';
import type { ReviewFilter } from '#shared/protocol/review-desk.ts';

export interface DeskTables {
	case_hold: {
		enrollment_id: string;
		reviewer_account_id: string;
		taken_at_ms: number;
		until_ms: number;
	};
	review_view: {
		id: string;
		account_id: string;
		name: string;
		filter: ReviewFilter;
		created_at_ms: number;
	};
	bulk_approval: {
		id: string;
		reviewer_account_id: string;
		sample_percent: number;
		created_at_ms: number;
	};
	bulk_item: {
		bulk_id: string;
		enrollment_id: string;
		evaluation_id: string;
		result: BulkResult;
		reason: PassedOverReason | null;
		done_at_ms: number | null;
	};
}
