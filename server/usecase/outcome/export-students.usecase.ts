import { maskName } from '#shared/domain/identity/name.ts';
import type {
	AskExportInput,
	ExportCard,
	ExportedStudent,
	ExportList,
	StudentChoice,
} from '#shared/protocol/outcome.ts';
import type { AccountActor } from '../actor.ts';
import {
	askList,
	beginList,
	cardsOf,
	judgeList,
	listsOf,
	partOfList,
	takeList,
	type ExportCall,
	type ReadPart,
} from '../export/list-export.ts';
import type { ExportRow } from '../export/ports.ts';
import type { Services } from '../ports.ts';
import { administered } from './own-school.ts';
import type { StudentOutcome, StudentQuery } from './ports.ts';

interface Call {
	services: Services;
	actor: AccountActor;
}

/** Throws `request.not-found` without a school. */
function atSchool({ services, actor }: Call): ExportCall & { desk: { desk: 'school'; schoolCode: string } } {
	return { services, actor, desk: { desk: 'school', schoolCode: administered(actor) } };
}

function studentsOf(schoolCode: string, { schemeId, ...choice }: StudentChoice): StudentQuery {
	return { of: { schoolCode, schemeId }, choice };
}

/** See `askList`. */
export async function askExport(call: Call & { input: AskExportInput }): Promise<ExportCard> {
	const { choice, ...asked } = call.input;
	const at = atSchool(call);
	const query = studentsOf(at.desk.schoolCode, choice);
	const row = await askList({
		...at,
		asked: { ...asked, choice, schemeId: choice.schemeId },
		count: (tx) => tx.outcomes.count(query),
	});
	return (await cards(call, [row]))[0]!;
}

/** Lists that were asked for in this school, the newest first. */
export async function readExports(call: Call): Promise<ExportList> {
	return { exports: await cards(call, await listsOf(atSchool(call))) };
}

/** See `judgeList`. */
export function judgeExport(call: Call & { id: string; agree: boolean }): Promise<void> {
	return judgeList({ ...atSchool(call), id: call.id, agree: call.agree });
}

/** See `beginList`. */
export async function beginExport(call: Call & { id: string }): Promise<ExportCard> {
	const row = await beginList({ ...atSchool(call), id: call.id, read: readStudentPart });
	return (await cards(call, [row]))[0]!;
}

/** See `partOfList`. */
export async function readExportPart(
	call: Call & { id: string; n: number },
): Promise<{ rows: ExportedStudent[] }> {
	const rows = await partOfList({ ...atSchool(call), id: call.id, n: call.n });
	return { rows: rows as ExportedStudent[] };
}

/** See `takeList`. */
export async function takeExport(call: Call & { id: string }): Promise<ExportCard> {
	const row = await takeList({ ...atSchool(call), id: call.id });
	return (await cards(call, [row]))[0]!;
}

export const readStudentPart: ReadPart = async (tx, asked, { cursor, limit }) => {
	const query = studentsOf(asked.schoolCode!, asked.choice as StudentChoice);
	const students = await tx.outcomes.page(query, cursor as string | null, limit);
	return { rows: students.map((student) => exported(student, asked)), next: students.at(-1)?.id ?? null };
};

function exported(student: StudentOutcome, { names }: ExportRow): ExportedStudent {
	const { studentNumber, name, college, className, outcome, word, enrollmentState, isPaid } = student;
	const shown = names === 'full' ? name : maskName(name);
	return { studentNumber, name: shown, college, className, outcome, word, enrollmentState, isPaid };
}

function cards(call: Call, rows: readonly ExportRow[]): Promise<ExportCard[]> {
	return cardsOf(call, rows, ({ choice, names }) => ({ choice: choice as StudentChoice, names }));
}
