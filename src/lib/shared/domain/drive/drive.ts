/*
 * 集中参保活动: a school enrolls at a table, by volunteers with phones.
 *
 *   open (进行中) ──close──▶ closed (已结束)
 *
 * What was collected before the end is taken after it too: a phone without a signal sends when it can.
 */
import * as z from 'zod/mini';
import { isIsoDate } from '../../std/date.ts';
import { idPattern } from '../../std/id.ts';
import { isStorable } from '../../std/text.ts';

const driveStates = ['open', 'closed'] as const;
export type DriveState = (typeof driveStates)[number];

/** Of an assignment, as the volunteer's phone is told: `over` when the drive is closed. */
export const assignmentStates = ['active', 'revoked', 'over'] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** How long a volunteer's phone opens without having heard from the server. */
export const leaseMs = 72 * 3_600_000;

export const maxDriveTitle = 60;
export const maxDrivePlace = 80;

/** Of an invitation. */
export const maxInvitationHours = 24 * 14;
export const maxInvitationUses = 200;

export const maxGoals = 60;
const maxGoal = 100_000;

/** Words that somebody typed to be read by others: something stands there, without spaces around it. */
function Words(max: number) {
	return z.string().check(
		z.trim(),
		z.minLength(1),
		z.maxLength(max),
		z.refine((words) => isStorable(words), 'holds signs that cannot be stored'),
	);
}

/** 学院 as the school calls it. */
export const College = Words(40);

/** How many of a college are to be enrolled. */
export const DriveGoal = z.strictObject({
	college: College,
	count: z.int().check(z.minimum(1), z.maximum(maxGoal)),
});
export type DriveGoal = z.infer<typeof DriveGoal>;

/** What a school says of a drive when it opens it. */
export const drivePlan = {
	schemeId: Words(60),
	title: Words(maxDriveTitle),
	place: Words(maxDrivePlace),
	day: z.string().check(z.refine(isIsoDate, 'is not a date')),
	goals: z.array(DriveGoal).check(
		z.maxLength(maxGoals),
		z.refine(
			(goals) => new Set(goals.map(({ college }) => college)).size === goals.length,
			'names a college twice',
		),
	),
};

export const Drive = z.object({
	id: z.string().check(z.regex(idPattern)),
	schoolCode: z.string().check(z.maxLength(60)),
	...drivePlan,
	state: z.enum(driveStates),
});
export type Drive = z.infer<typeof Drive>;

/** 保密承诺: which text the volunteer agreed to, and when by the phone's clock. */
export const Undertaking = z.strictObject({
	textVersion: Words(40),
	atMs: z.int(),
});
export type Undertaking = z.infer<typeof Undertaking>;
