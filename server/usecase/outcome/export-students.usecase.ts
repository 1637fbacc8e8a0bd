import { maskName } from '#shared/domain/identity/name.ts';
import type {
	AskExportInput,
	ExportCard,
	ExportList,
	StudentChoice,
	TakenExport,
} from '#shared/protocol/outcome.ts';
import type { AccountActor } from '../actor.ts';
import { askList, cardsOf, judgeList, listsOf, takeList, type ExportCall } from '../export/list-export.ts';
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

/** See `takeList`. */
export async function takeExport(call: Call & { id: string }): Promise<TakenExport> {
	const at = atSchool(call);
	const { row, rows, fingerprint } = await takeList({
		...{ ...at, id: call.id },
		rowsOf: async (tx, asked, limit) => {
			const query = studentsOf(at.desk.schoolCode, asked.choice as StudentChoice);
			const students = await tx.outcomes.page(query, null, limit);
			return students.map((student) => exported(student, asked));
		},
	});
	const [card] = await cards(call, [row]);
	return { card: card!, fingerprint, rows };
}

function exported(student: StudentOutcome, { names }: ExportRow): TakenExport['rows'][number] {
	const { studentNumber, name, college, className, outcome, word, enrollmentState, isPaid } = student;
	const shown = names === 'full' ? name : maskName(name);
	return { studentNumber, name: shown, college, className, outcome, word, enrollmentState, isPaid };
}

function cards(call: Call, rows: readonly ExportRow[]): Promise<ExportCard[]> {
	return cardsOf(call, rows, ({ choice, names }) => ({ choice: choice as StudentChoice, names }));
}
