import type { RosterPort } from '#lib/app/roster/ports.ts';
import {
	Candidates,
	DecidedMatch,
	ImportSummary,
	RosterImportDetail,
	RosterOverview,
	rosterPath,
	RosterProblems,
	RosterStudents,
	TakenRoster,
} from '#shared/protocol/roster.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { uploadFile } from './upload-file.ts';

/** Twenty megabytes over a slow office line. */
const uploadTimeoutMs = 300_000;

/** The calls of a school's roster: loaded at its desk alone. */
export function rosterWire(): RosterPort {
	const { roster } = createClient();
	return {
		overview: () => checked(RosterOverview, () => roster.overview.query()),
		students: (query) => checked(RosterStudents, () => roster.students.mutate(query)),
		upload: (file, onSent) =>
			checked(TakenRoster, () => uploadFile(rosterPath, file, { timeoutMs: uploadTimeoutMs, onSent })),
		importDetail: (id) => checked(RosterImportDetail, () => roster.import.query({ id })),
		problems: (id) => checked(RosterProblems, () => roster.problems.query({ id })),
		readAnew: (wanted) => checked(ImportSummary, () => roster.readAnew.mutate(wanted)),
		takeOver: (id) => checked(ImportSummary, () => roster.takeOver.mutate({ id })),
		undo: (id) => checked(ImportSummary, () => roster.undo.mutate({ id })),
		candidates: () => checked(Candidates, () => roster.candidates.query()),
		decide: (decision) => checked(DecidedMatch, () => roster.decide.mutate(decision)),
	};
}
