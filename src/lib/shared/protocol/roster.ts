/** What a school administrator sees of the school's roster, and does about it. */
import * as z from 'zod/mini';
import { lineProblemKinds } from '../domain/roster/line.ts';
import { rosterColumns } from '../domain/roster/mapping.ts';
import {
	candidateReasons,
	lineEffects,
	matchedBys,
	rosterFailures,
	rosterImportStates,
} from '../domain/roster/student.ts';
import { Id } from './mutation.ts';

/** `POST`, the file's bytes as `application/octet-stream`. */
export const rosterPath = '/api/rosters' as const;

/** `isKnown`: the very same file is the roster, or waits for being it, and nothing changed. */
export const TakenRoster = z.object({ id: z.string(), isKnown: z.boolean() });
export type TakenRoster = z.infer<typeof TakenRoster>;

const Counts = z.object({
	rows: z.number(),
	read: z.number(),
	new: z.number(),
	changed: z.number(),
	same: z.number(),
	problem: z.number(),
	missing: z.number(),
	removed: z.number(),
	kept: z.number(),
});

export const ImportSummary = z.object({
	id: z.string(),
	state: z.enum(rosterImportStates),
	failure: z.nullable(z.enum(rosterFailures)),
	counts: Counts,
	createdAtMs: z.number(),
	appliedAtMs: z.nullable(z.number()),
	undoneAtMs: z.nullable(z.number()),
	canUndo: z.boolean(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const RosterOverview = z.object({
	total: z.number(),
	matched: z.number(),
	/** Not looked at yet by the job. */
	waiting: z.number(),
	/** Questions for a person. */
	open: z.number(),
	classes: z.array(
		z.object({ college: z.string(), className: z.string(), count: z.number(), matched: z.number() }),
	),
	/** Newest first. */
	imports: z.array(ImportSummary),
});
export type RosterOverview = z.infer<typeof RosterOverview>;

const Columns = z.partialRecord(z.enum(rosterColumns), z.int().check(z.minimum(0), z.maximum(100)));

/** A student as the desk shows them: the ID number 6+4, the phone 3+4. */
const ShownStudent = z.object({
	studentNumber: z.string(),
	name: z.string(),
	idNumberMasked: z.nullable(z.string()),
	college: z.nullable(z.string()),
	className: z.nullable(z.string()),
	phoneMasked: z.nullable(z.string()),
	isLeaving: z.nullable(z.boolean()),
});
export type ShownStudent = z.infer<typeof ShownStudent>;

const LineProblems = z.array(z.object({ column: z.enum(rosterColumns), kind: z.enum(lineProblemKinds) }));

export const RosterImportDetail = z.object({
	summary: ImportSummary,
	/** What the file turned out to be; null before it was read. */
	found: z.nullable(
		z.object({
			format: z.enum(['csv', 'xlsx']),
			sheets: z.array(z.string()),
			sheet: z.number(),
			headLine: z.number(),
			heads: z.array(z.object({ text: z.string(), example: z.string() })),
			columns: Columns,
			mergedLines: z.number(),
			/** The first lines that are no student's, for the person to say which the heads are. */
			top: z.optional(
				z.object({
					lines: z.array(z.object({ line: z.number(), text: z.string() })),
					/** 0: none looks like heads. */
					suggested: z.number(),
				}),
			),
		}),
	),
	/** The first lines, and what each would do. */
	preview: z.array(z.object({ line: z.number(), effect: z.enum(lineEffects), student: ShownStudent })),
	/** The first lines with problems. */
	problems: z.array(z.object({ line: z.number(), found: LineProblems })),
	/** The first of those whom the file does not name. */
	missing: z.array(z.object({ studentNumber: z.string(), name: z.string() })),
});
export type RosterImportDetail = z.infer<typeof RosterImportDetail>;

/** Lines with problems as they stood in the file. */
export const RosterProblems = z.object({
	heads: z.array(z.string()),
	rows: z.array(z.object({ line: z.number(), found: LineProblems, cells: z.array(z.string()) })),
});
export type RosterProblems = z.infer<typeof RosterProblems>;

export const RosterImportInput = z.strictObject({ id: Id });

export const ReadAnewInput = z.strictObject({
	id: Id,
	sheet: z.int().check(z.minimum(0), z.maximum(100)),
	/** Null: with another sheet, heads are looked for. */
	headLine: z.nullable(z.int().check(z.minimum(0), z.maximum(1_000_000))),
	columns: z.nullable(Columns),
});
export type ReadAnewInput = z.infer<typeof ReadAnewInput>;

export const RosterStudentsInput = z.strictObject({
	/** A student number, or a name, or how it begins. */
	text: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
	college: z.optional(z.string().check(z.maxLength(80))),
	className: z.optional(z.string().check(z.maxLength(80))),
	only: z.optional(z.enum(['unmatched'])),
	after: z.optional(Id),
});
export type RosterStudentsInput = z.infer<typeof RosterStudentsInput>;

export const RosterStudents = z.object({
	rows: z.array(z.extend(ShownStudent, { id: z.string(), matchedBy: z.nullable(z.enum(matchedBys)) })),
	total: z.number(),
	next: z.nullable(z.string()),
});
export type RosterStudents = z.infer<typeof RosterStudents>;

/** One side of a question, all masked. */
const Side = z.object({
	studentNumber: z.nullable(z.string()),
	nameMasked: z.nullable(z.string()),
	idNumberMasked: z.nullable(z.string()),
});

const Candidate = z.object({
	studentId: z.string(),
	enrollmentId: z.string(),
	reason: z.enum(candidateReasons),
	/** What a person said; null: nothing yet. */
	word: z.nullable(z.enum(['same', 'other'])),
	student: z.extend(Side, { college: z.string(), className: z.string() }),
	enrollment: Side,
	/** In how many signs the two differ, which the masks hide; null where one has none. */
	nameApart: z.nullable(z.number()),
	idNumberApart: z.nullable(z.number()),
});
export type Candidate = z.infer<typeof Candidate>;

export const Candidates = z.object({
	open: z.array(Candidate),
	total: z.number(),
	/** Newest first: what can be taken back. */
	decided: z.array(Candidate),
});
export type Candidates = z.infer<typeof Candidates>;

export const DecideMatchInput = z.strictObject({
	studentId: Id,
	enrollmentId: Id,
	/** `open`: what was said is taken back. */
	word: z.enum(['same', 'other', 'open']),
});
export type DecideMatchInput = z.infer<typeof DecideMatchInput>;

/** False: somebody decided meanwhile, or the enrollment is another student's. */
export const DecidedMatch = z.object({ isDone: z.boolean() });
