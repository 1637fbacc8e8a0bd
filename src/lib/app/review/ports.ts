import type { Answer } from '#lib/app/app.ts';
import type {
	BulkApproval,
	NextCase,
	ReviewFilter,
	ReviewFindInput,
	ReviewQueue,
	ReviewStatistics,
	ReviewView,
	SaveViewInput,
	TakeCaseInput,
} from '#shared/protocol/review-desk.ts';

/** The server's side of the reviewer's list; transport implements it. */
export interface ReviewListPort {
	/** Never in an address: it may hold a name. */
	find(query: ReviewFindInput): Answer<ReviewQueue>;
	views(): Answer<ReviewView[]>;
	saveView(view: SaveViewInput): Answer<ReviewView[]>;
	removeView(id: string): Answer<ReviewView[]>;
	take(input: TakeCaseInput): Answer<null>;
	/** The oldest free case of a filter, from now on in one's own hands. */
	takeNext(filter: ReviewFilter): Answer<NextCase>;
	release(id: string): Answer<null>;
	statistics(): Answer<ReviewStatistics>;
	/** Draws the sample; approves nothing yet. */
	planApprovals(ids: string[]): Answer<BulkApproval>;
	/** Some of those that wait; to be called until none does. */
	runApprovals(id: string): Answer<BulkApproval>;
}
