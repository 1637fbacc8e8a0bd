/** What the reviewer's desk asks of the store. */
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type {
	BulkResult,
	CaseFlag,
	CaseHands,
	PassedOverReason,
	Search,
} from '#shared/domain/review/desk.ts';
import type {
	AlikeCase,
	ReviewFilter,
	ReviewQueueRow,
	ReviewStatistics,
	ReviewView,
} from '#shared/protocol/review-desk.ts';

export interface DeskQuery {
	/** Null: every state that a case can be in. */
	state: EnrollmentState | null;
	schemeId: string | null;
	schoolCode: string | null;
	flag: CaseFlag | null;
	hands: CaseHands | null;
	/** Submitted before then. */
	beforeMs: number | null;
	search: Search | null;
}

/** Who looks, and when: whose hands a case is in depends on both. */
export interface Looking {
	accountId: string;
	nowMs: number;
}

export interface DeskTable {
	/** In order of submission, or of what is searched for, after the row of this id. */
	page(
		query: DeskQuery,
		by: Looking,
		place: { afterId: string | null; limit: number },
	): Promise<ReviewQueueRow[]>;
	/** How many there are, counted up to `limit`. */
	count(query: DeskQuery, by: Looking, limit: number): Promise<number>;
	/**
	 * The first that nobody has in hand, that is not the looker's own nor of whom they took down at the window; what others are just
	 * taking is passed over.
	 */
	firstFree(query: DeskQuery, by: Looking): Promise<string | null>;
	/** Those of the cases that the rules remark nothing about and that wait, each with its newest evaluation; not those set aside before. */
	cleanOf(ids: string[]): Promise<{ id: string; evaluationId: string; isOwnEntry: boolean }[]>;
	/** Whether whoever asks took its person down at the window, under the same scheme. */
	isOwnEntry(id: string): Promise<boolean>;
	setAside(ids: string[]): Promise<void>;
	isSampled(id: string): Promise<boolean>;
	/** Other cases of the same person, or with the same student number at the school, or the same phone; a few. */
	alike(id: string): Promise<AlikeCase[]>;
}

interface Hold {
	reviewerAccountId: string;
	takenAtMs: number;
	untilMs: number;
}

export interface HoldTable {
	/** Whoever has it, also when that time is over. */
	of(enrollmentId: string): Promise<Hold | null>;
	put(enrollmentId: string, hold: Hold): Promise<void>;
	remove(enrollmentId: string): Promise<void>;
}

/** Each reviewer's own. */
export interface ReviewViewTable {
	/** By name. */
	list(accountId: string): Promise<ReviewView[]>;
	put(view: {
		id: string;
		accountId: string;
		name: string;
		filter: ReviewFilter;
		atMs: number;
	}): Promise<void>;
	/** False when they have none of this id. */
	remove(accountId: string, id: string): Promise<boolean>;
}

export interface BulkItem {
	enrollmentId: string;
	evaluationId: string;
	result: BulkResult;
	reason: PassedOverReason | null;
}

/** Each reviewer's own. */
export interface BulkTable {
	add(
		bulk: { id: string; reviewerAccountId: string; samplePercent: number; atMs: number },
		items: BulkItem[],
	): Promise<void>;
	/** In the order of the cases' submission; none where it is another reviewer's. */
	items(
		reviewerAccountId: string,
		bulkId: string,
	): Promise<(BulkItem & { caseNumber: string; name: string })[]>;
	settle(bulkId: string, item: BulkItem, atMs: number): Promise<void>;
}

/** Counts by week; a week is its number since the first one that began before 1970. */
export interface ReviewStatisticsTable {
	reasons(sinceMs: number): Promise<(Omit<ReviewStatistics['reasons'][number], 'week'> & { week: number })[]>;
	/** Of every case, of each scheme and of each school. */
	waiting(sinceMs: number): Promise<(Omit<ReviewStatistics['waiting'][number], 'week'> & { week: number })[]>;
}

export interface ReviewTx {
	reviewStatistics: ReviewStatisticsTable;
	desk: DeskTable;
	holds: HoldTable;
	reviewViews: ReviewViewTable;
	bulk: BulkTable;
}

/** How the desk is run; the office's to choose. */
export interface ReviewSettings {
	/** How long a case stays in somebody's hands, in minutes. */
	holdMinutes: number;
	/** How many of a hundred are set aside from an approval of many. */
	samplePercent: number;
}
