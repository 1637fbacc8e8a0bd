/** A school's console: who of its roster ends in which outcome, what it says of them, and what leaves as a file. */
import * as z from 'zod/mini';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { orderStates } from '../domain/payment/order-state.ts';
import { exportNames } from '../domain/roster/export.ts';
import { OutcomeSaid, outcomes, outcomeWords, stayReasons } from '../domain/roster/outcome.ts';
import { maxStaffName, staffDuties } from '../domain/roster/staff.ts';
import { lateKinds, studentLists } from '../domain/roster/student-list.ts';
import { isIsoDate } from '../std/date.ts';
import { ExportCardHead, ExportReason, Words } from './list-export.ts';
import { Id } from './mutation.ts';

/** At most this many students in one act. */
export const maxOutcomeIds = 500;

const SchemeId = z.string().check(z.minLength(1), z.maxLength(60));
const Day = z.string().check(z.refine(isIsoDate, 'is not a date'));

const Counts = z.record(z.enum(outcomes), z.number());

/** How many have come how far: 登记, 审核, 缴费. */
const Progress = z.object({
	registered: z.number(),
	approved: z.number(),
	paid: z.number(),
});

const Part = { counts: Counts, progress: Progress };

/** A day of the scheme that a school is held to, and who is not there yet. */
const Deadline = z.object({
	kind: z.enum(lateKinds),
	/** Null: the scheme's document gives none. */
	due: z.nullable(z.string()),
	cites: z.array(z.string()),
	/** Whole days until then, below zero once it is over; null without a day. */
	days: z.nullable(z.number()),
	/** Nobody has reached them yet. */
	notReached: z.number(),
	/** Enrolled here, and the step of this day still lacks: the school's mark, or the money. */
	notDone: z.number(),
	colleges: z.array(z.object({ college: z.string(), notReached: z.number(), notDone: z.number() })),
});

const StaffMember = z.object({
	id: z.string(),
	/** In full to whom who named them, masked to the others. */
	name: z.string(),
	duty: z.enum(staffDuties),
	since: z.string(),
	undertakingOn: z.nullable(z.string()),
	endedOn: z.nullable(z.string()),
});

export const SchoolConsole = z.object({
	schoolCode: z.string(),
	/** Schemes of which there is a roster, and which one this is; null: there is none. */
	schemeIds: z.array(z.string()),
	schemeId: z.nullable(z.string()),
	size: z.number(),
	...Part,
	colleges: z.array(
		z.object({
			college: z.string(),
			...Part,
			classes: z.array(z.object({ className: z.string(), ...Part })),
		}),
	),
	deadlines: z.array(Deadline),
	/** A word of the school and an enrollment at once. */
	conflicts: z.number(),
	/** Who leaves by the roster: stopped, staying, open; and how many of the stopped are still enrolled here. */
	leaving: z.object({
		total: z.number(),
		stopped: z.number(),
		staying: z.number(),
		open: z.number(),
		stillEnrolled: z.number(),
	}),
	/** For whom an entry was prepared; who of them took it over (or declared otherwise); who has declared. */
	prepared: z.object({ asked: z.number(), begun: z.number(), declared: z.number() }),
	staff: z.array(StaffMember),
});
export type SchoolConsole = z.infer<typeof SchoolConsole>;

export const ConsoleInput = z.strictObject({ schemeId: z.optional(SchemeId) });

const chosen = {
	schemeId: SchemeId,
	college: z.optional(z.string().check(z.maxLength(200))),
	className: z.optional(z.string().check(z.maxLength(200))),
	outcome: z.optional(z.enum(outcomes)),
	list: z.optional(z.enum(studentLists)),
};
export const StudentChoice = z.strictObject(chosen);
export type StudentChoice = z.infer<typeof StudentChoice>;

export const StudentsInput = z.strictObject({
	...chosen,
	/** The beginning of a student number. */
	number: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
	/** The last one of the page before. */
	after: z.optional(Id),
});
export type StudentsInput = z.infer<typeof StudentsInput>;

const StudentRow = z.object({
	id: z.string(),
	studentNumber: z.string(),
	nameMasked: z.string(),
	college: z.string(),
	className: z.string(),
	outcome: z.enum(outcomes),
	/** What the school has on record, with what it rests on. */
	said: z.nullable(OutcomeSaid),
	enrollmentState: z.nullable(z.enum(enrollmentStates)),
	orderState: z.nullable(z.enum(orderStates)),
	isPaid: z.boolean(),
	isLeaving: z.boolean(),
	stayReason: z.nullable(z.enum(stayReasons)),
	/** The school has prepared an entry; its person has taken it over. */
	isPrepared: z.boolean(),
	isBegun: z.boolean(),
	/** How many students the scan was given for that the server keeps with the word; null: at most its fingerprint. */
	scanOf: z.nullable(z.number()),
});
export type StudentRow = z.infer<typeof StudentRow>;

export const Students = z.object({
	rows: z.array(StudentRow),
	total: z.number(),
	hasMore: z.boolean(),
});
export type Students = z.infer<typeof Students>;

const Ids = z.array(Id).check(z.minLength(1), z.maxLength(maxOutcomeIds));
export const StudentIdsInput = z.strictObject({ ids: Ids });
export const SayOutcomeInput = z.strictObject({ ids: Ids, said: OutcomeSaid });
export type SayOutcomeInput = z.infer<typeof SayOutcomeInput>;
export const StayInput = z.strictObject({ ids: Ids, reason: z.enum(stayReasons) });
export type StayInput = z.infer<typeof StayInput>;

/** `notDone`: absent, another school's, or of whom it may not be said; the reply does not tell which. */
export const OutcomeResult = z.object({ done: z.number(), notDone: z.number() });
export type OutcomeResult = z.infer<typeof OutcomeResult>;

export const RemindInput = z.strictObject({ ...chosen, names: z.enum(exportNames) });
export type RemindInput = z.infer<typeof RemindInput>;

/** Names by class, for a text to paste into a group chat. */
export const Reminder = z.object({
	classes: z.array(z.object({ college: z.string(), className: z.string(), names: z.array(z.string()) })),
	count: z.number(),
	isCut: z.boolean(),
});
export type Reminder = z.infer<typeof Reminder>;

export const AskExportInput = z.strictObject({
	id: Id,
	choice: StudentChoice,
	names: z.enum(exportNames),
	reason: ExportReason,
});
export type AskExportInput = z.infer<typeof AskExportInput>;

export const ExportCard = z.extend(ExportCardHead, {
	choice: StudentChoice,
	names: z.enum(exportNames),
});
export type ExportCard = z.infer<typeof ExportCard>;
export const ExportList = z.object({ exports: z.array(ExportCard) });
export type ExportList = z.infer<typeof ExportList>;

/** A part of what stands in the file: no ID number, no phone number of a student. */
export const ExportPart = z.object({
	rows: z.array(
		z.object({
			studentNumber: z.string(),
			name: z.string(),
			college: z.string(),
			className: z.string(),
			outcome: z.enum(outcomes),
			word: z.nullable(z.enum(outcomeWords)),
			enrollmentState: z.nullable(z.enum(enrollmentStates)),
			isPaid: z.boolean(),
		}),
	),
});
export type ExportedStudent = z.infer<typeof ExportPart>['rows'][number];

export const NameStaffInput = z.strictObject({
	id: Id,
	name: Words(maxStaffName),
	duty: z.enum(staffDuties),
	since: Day,
	undertakingOn: z.nullable(Day),
});
export type NameStaffInput = z.infer<typeof NameStaffInput>;
export const EndStaffInput = z.strictObject({ id: Id });
