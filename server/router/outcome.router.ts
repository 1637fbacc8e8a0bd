import { ExportInput, ExportPartInput, JudgeExportInput } from '#shared/protocol/list-export.ts';
import {
	AskExportInput,
	ConsoleInput,
	EndStaffInput,
	NameStaffInput,
	RemindInput,
	SayOutcomeInput,
	StayInput,
	StudentIdsInput,
	StudentsInput,
} from '#shared/protocol/outcome.ts';
import { PrepareListInput, TakePreparedInput } from '#shared/protocol/prepared.ts';
import {
	askExport,
	beginExport,
	judgeExport,
	readExportPart,
	readExports,
	takeExport,
} from '#server/usecase/outcome/export-students.usecase.ts';
import { endStaff, nameStaff } from '#server/usecase/outcome/name-staff.usecase.ts';
import { prepareEntries, prepareList } from '#server/usecase/outcome/prepare-entries.usecase.ts';
import { readPrepared, takePrepared } from '#server/usecase/outcome/take-prepared.usecase.ts';
import { readConsole } from '#server/usecase/outcome/read-console.usecase.ts';
import { readReminder, readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { clearOutcome, endStay, sayOutcome, sayStay } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

const school = signedInProcedure;

export const outcomeRouter = router({
	overview: school
		.input(ConsoleInput)
		.query(({ ctx, input }) =>
			readConsole({ services: ctx.services, actor: ctx.actor, schemeId: input.schemeId }),
		),

	/** Changes nothing; but a student number is searched for, and what a GET asks stands in its address. */
	students: school
		.input(StudentsInput)
		.mutation(({ ctx, input }) => readStudents({ services: ctx.services, actor: ctx.actor, query: input })),

	remind: school
		.input(RemindInput)
		.mutation(({ ctx, input }) => readReminder({ services: ctx.services, actor: ctx.actor, input })),

	say: school
		.input(SayOutcomeInput)
		.mutation(({ ctx, input }) => sayOutcome({ services: ctx.services, actor: ctx.actor, ...input })),

	clear: school
		.input(StudentIdsInput)
		.mutation(({ ctx, input }) => clearOutcome({ services: ctx.services, actor: ctx.actor, ...input })),

	stay: school
		.input(StayInput)
		.mutation(({ ctx, input }) => sayStay({ services: ctx.services, actor: ctx.actor, ...input })),

	endStay: school
		.input(StudentIdsInput)
		.mutation(({ ctx, input }) => endStay({ services: ctx.services, actor: ctx.actor, ...input })),

	prepare: school
		.input(StudentIdsInput)
		.mutation(({ ctx, input }) => prepareEntries({ services: ctx.services, actor: ctx.actor, ...input })),

	prepareList: school
		.input(PrepareListInput)
		.mutation(({ ctx, input }) => prepareList({ services: ctx.services, actor: ctx.actor, list: input })),

	prepared: signedInProcedure.query(({ ctx }) => readPrepared({ services: ctx.services, actor: ctx.actor })),

	takePrepared: signedInProcedure
		.input(TakePreparedInput)
		.mutation(({ ctx, input }) => takePrepared({ services: ctx.services, actor: ctx.actor, ...input })),

	exports: school.query(({ ctx }) => readExports({ services: ctx.services, actor: ctx.actor })),

	askExport: school
		.input(AskExportInput)
		.mutation(({ ctx, input }) => askExport({ services: ctx.services, actor: ctx.actor, input })),

	judgeExport: school
		.input(JudgeExportInput)
		.mutation(({ ctx, input }) => judgeExport({ services: ctx.services, actor: ctx.actor, ...input })),

	beginExport: school
		.input(ExportInput)
		.mutation(({ ctx, input }) => beginExport({ services: ctx.services, actor: ctx.actor, ...input })),

	exportPart: school
		.input(ExportPartInput)
		.query(({ ctx, input }) => readExportPart({ services: ctx.services, actor: ctx.actor, ...input })),

	takeExport: school
		.input(ExportInput)
		.mutation(({ ctx, input }) => takeExport({ services: ctx.services, actor: ctx.actor, id: input.id })),

	nameStaff: school
		.input(NameStaffInput)
		.mutation(({ ctx, input }) => nameStaff({ services: ctx.services, actor: ctx.actor, input })),

	endStaff: school
		.input(EndStaffInput)
		.mutation(({ ctx, input }) => endStaff({ services: ctx.services, actor: ctx.actor, id: input.id })),
});
