import type { OutcomeSaidInput, StayReason } from '#shared/domain/roster/outcome.ts';
import type {
	AskExportInput,
	ExportCard,
	ExportedStudent,
	NameStaffInput,
	OutcomeResult,
	Reminder,
	RemindInput,
	SchoolConsole,
	Students,
	StudentsInput,
} from '#shared/protocol/outcome.ts';
import type { PrepareListInput, PrepareResult } from '#shared/protocol/prepared.ts';
import type { Answer } from '../app.ts';
import type { ExportPort } from './export-desk.svelte.ts';

/** A school's console: everybody of its roster, and what the school says of them. Online only. */
export interface OutcomePort extends ExportPort<AskExportInput, ExportCard, ExportedStudent> {
	overview(schemeId?: string): Answer<SchoolConsole>;
	students(query: StudentsInput): Answer<Students>;
	remind(input: RemindInput): Answer<Reminder>;
	say(ids: string[], said: OutcomeSaidInput): Answer<OutcomeResult>;
	clear(ids: string[]): Answer<OutcomeResult>;
	stay(ids: string[], reason: StayReason): Answer<OutcomeResult>;
	endStay(ids: string[]): Answer<OutcomeResult>;
	prepare(ids: string[]): Answer<PrepareResult>;
	prepareList(list: PrepareListInput): Answer<PrepareResult>;
	nameStaff(input: NameStaffInput): Answer<null>;
	endStaff(id: string): Answer<null>;
}
