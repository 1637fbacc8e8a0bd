/** What a drive's part of a school's roster asks of the store. */
import type { RosterPart, RosterStudent } from '#shared/protocol/drive-roster.ts';

/** What a school chose for a drive. */
export interface DriveRosterRow {
	driveId: string;
	schoolCode: string;
	parts: RosterPart[];
	hasIdNumbers: boolean;
	chosenByAccountId: string;
	chosenAtMs: number;
}

/** Students of a school's roster for one scheme. */
interface RosterOf {
	schoolCode: string;
	schemeId: string;
	parts: RosterPart[];
}

export interface DriveRosterTable {
	/** Null: none was chosen, or it is not the actor's to see. */
	get(driveId: string): Promise<DriveRosterRow | null>;
	put(row: DriveRosterRow): Promise<void>;
	remove(driveId: string): Promise<void>;
	/** How many of each class, by college and class. */
	classes(of: Omit<RosterOf, 'parts'>): Promise<{ college: string; className: string; count: number }[]>;
	/** How many there are, and when one of them was changed last (0 without any). */
	measure(of: RosterOf): Promise<{ count: number; changedAtMs: number }>;
	/** By student number, those after `after`. */
	page(of: RosterOf, after: string | null, limit: number): Promise<RosterStudent[]>;
}
