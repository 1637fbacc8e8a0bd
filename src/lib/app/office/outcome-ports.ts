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
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Result } from '#shared/std/result.ts';
import type { Answer } from '../app.ts';
import type { ExportPort } from './export-desk.svelte.ts';

/** A file as it goes up: its SHA-256 and its bytes, with their type. */
export interface ScanFile {
	hash: string;
	file: Blob;
}

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
	/** Looked at, and made smaller where it is a photo; or why it cannot be used. Never rejects. */
	makeScan(file: Blob): Promise<Result<ScanFile, ErrorCode>>;
	/** Its bytes to the server, from where they had come to. Gives up where `mayGoOn` says so. */
	sendScan(scan: ScanFile, steps: { onPart: (part: number) => void; mayGoOn: () => boolean }): Answer<null>;
	/** The scan that is kept with a student's word. */
	scan(studentId: string, hash: string): Answer<Blob>;
}
