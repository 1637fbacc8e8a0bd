/*
 * What a school's roster gives to a drive: the school chooses colleges and classes; the phones of volunteers who are assigned
 * take those students, page by page, and keep them under the vault's key as long as the assignment stands.
 */
import * as z from 'zod/mini';
import { College } from '../domain/drive/drive.ts';
import { Text } from '../domain/text.ts';
import { Id } from './mutation.ts';

const maxRosterParts = 200;
export const rosterPageSize = 500;

/** A college, whole or one class of it. */
export const RosterPart = z.strictObject({ college: College, className: z.nullable(Text(60)) });
export type RosterPart = z.infer<typeof RosterPart>;

export const ChooseRosterInput = z.strictObject({
	driveId: Id,
	/** None: the phones have no list, and let go of the one that they had. */
	parts: z.array(RosterPart).check(z.maxLength(maxRosterParts)),
	hasIdNumbers: z.boolean(),
});
export type ChooseRosterInput = z.infer<typeof ChooseRosterInput>;

/** What the school may choose from, and what it chose. */
export const RosterChoice = z.object({
	classes: z.array(z.object({ college: z.string(), className: z.string(), count: z.number() })),
	chosen: z.nullable(z.object({ parts: z.array(RosterPart), hasIdNumbers: z.boolean(), count: z.number() })),
});
export type RosterChoice = z.infer<typeof RosterChoice>;

/** Of a drive, in a volunteer's kit: which list there is. Another version, another list. */
export const RosterSlice = z.object({ version: z.string(), count: z.number() });
export type RosterSlice = z.infer<typeof RosterSlice>;

export const TakeRosterInput = z.strictObject({
	driveId: Id,
	/** The last student number of the page before. */
	after: z.nullable(Text(60)),
});

export const RosterStudent = z.object({
	id: z.string(),
	name: z.string(),
	studentNumber: z.string(),
	college: z.string(),
	className: z.string(),
	/** Where the school gives them, and has them. */
	idType: z.nullable(z.string()),
	idNumber: z.nullable(z.string()),
	/** Enrolled already, somewhere else, or leaving: nobody waits for this student. */
	isSettled: z.boolean(),
});
export type RosterStudent = z.infer<typeof RosterStudent>;

/** By student number; `version` as the whole list has it, which may have changed since the page before. */
export const RosterPage = z.object({
	version: z.string(),
	students: z.array(RosterStudent),
	hasMore: z.boolean(),
});
export type RosterPage = z.infer<typeof RosterPage>;
