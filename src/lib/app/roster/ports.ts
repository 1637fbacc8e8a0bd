import type {
	Candidates,
	DecideMatchInput,
	ImportSummary,
	ReadAnewInput,
	RosterImportDetail,
	RosterOverview,
	RosterProblems,
	RosterStudents,
	RosterStudentsInput,
	TakenRoster,
} from '#shared/protocol/roster.ts';
import type { Answer } from '../app.ts';

/** What a school administrator does about the school's roster. */
export interface RosterPort {
	overview(): Answer<RosterOverview>;
	students(query: RosterStudentsInput): Answer<RosterStudents>;
	/** A file as it is; it is read afterwards. `onSent` hears how much of it is on its way, 0 to 1. */
	upload(file: Blob, onSent: (part: number) => void): Answer<TakenRoster>;
	importDetail(id: string): Answer<RosterImportDetail>;
	problems(id: string): Answer<RosterProblems>;
	readAnew(wanted: ReadAnewInput): Answer<ImportSummary>;
	takeOver(id: string): Answer<ImportSummary>;
	undo(id: string): Answer<ImportSummary>;
	candidates(): Answer<Candidates>;
	decide(decision: DecideMatchInput): Answer<{ isDone: boolean }>;
}
