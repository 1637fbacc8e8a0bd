import {
	DecideMatchInput,
	ReadAnewInput,
	RosterImportInput,
	RosterStudentsInput,
} from '#shared/protocol/roster.ts';
import { applyRoster, readRosterAnew, undoRoster } from '#server/usecase/roster/apply-roster.usecase.ts';
import { decideMatch, readCandidates } from '#server/usecase/roster/decide-match.usecase.ts';
import {
	readRosterImport,
	readRosterOverview,
	readRosterProblems,
	readRosterStudents,
} from '#server/usecase/roster/read-roster.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

const schoolAdmin = signedInProcedure;

/** A school's roster; the file itself goes another way (`http/rosters.ts`). */
export const rosterRouter = router({
	overview: schoolAdmin.query(({ ctx: { services, actor } }) => readRosterOverview({ services, actor })),
	/** Changes nothing, and is no query all the same: it may hold a name. */
	students: schoolAdmin
		.input(RosterStudentsInput)
		.mutation(({ ctx: { services, actor }, input }) => readRosterStudents({ services, actor, input })),
	import: schoolAdmin
		.input(RosterImportInput)
		.query(({ ctx: { services, actor }, input }) => readRosterImport({ services, actor, ...input })),
	problems: schoolAdmin
		.input(RosterImportInput)
		.query(({ ctx: { services, actor }, input }) => readRosterProblems({ services, actor, ...input })),
	readAnew: schoolAdmin
		.input(ReadAnewInput)
		.mutation(({ ctx: { services, actor }, input }) => readRosterAnew({ services, actor, input })),
	takeOver: schoolAdmin
		.input(RosterImportInput)
		.mutation(({ ctx: { services, actor }, input }) => applyRoster({ services, actor, ...input })),
	undo: schoolAdmin
		.input(RosterImportInput)
		.mutation(({ ctx: { services, actor }, input }) => undoRoster({ services, actor, ...input })),
	candidates: schoolAdmin.query(({ ctx: { services, actor } }) => readCandidates({ services, actor })),
	decide: schoolAdmin
		.input(DecideMatchInput)
		.mutation(({ ctx: { services, actor }, input }) => decideMatch({ services, actor, input })),
});
