import type { OutcomePort } from '#lib/app/office/outcome-ports.ts';
import {
	ExportCard,
	ExportList,
	ExportPart,
	OutcomeResult,
	Reminder,
	SchoolConsole,
	Students,
} from '#shared/protocol/outcome.ts';
import { PrepareResult } from '#shared/protocol/prepared.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';

/** A school's console: online only, loaded with its page. */
export function outcomeWire(): Omit<OutcomePort, 'makeScan' | 'sendScan' | 'scan'> {
	const { outcome } = createClient();
	return {
		overview: (schemeId) =>
			checked(SchoolConsole, () => outcome.overview.query(schemeId === undefined ? {} : { schemeId })),
		students: (query) => checked(Students, () => outcome.students.mutate(query)),
		remind: (input) => checked(Reminder, () => outcome.remind.mutate(input)),
		say: (ids, said) => checked(OutcomeResult, () => outcome.say.mutate({ ids, said })),
		clear: (ids) => checked(OutcomeResult, () => outcome.clear.mutate({ ids })),
		stay: (ids, reason) => checked(OutcomeResult, () => outcome.stay.mutate({ ids, reason })),
		endStay: (ids) => checked(OutcomeResult, () => outcome.endStay.mutate({ ids })),
		prepare: (ids) => checked(PrepareResult, () => outcome.prepare.mutate({ ids })),
		prepareList: (list) => checked(PrepareResult, () => outcome.prepareList.mutate(list)),
		exports: () => checked(ExportList, () => outcome.exports.query()),
		askExport: (input) => checked(ExportCard, () => outcome.askExport.mutate(input)),
		judgeExport: (id, agree) => doneOf(() => outcome.judgeExport.mutate({ id, agree })),
		beginExport: (id) => checked(ExportCard, () => outcome.beginExport.mutate({ id })),
		exportPart: (id, n) => checked(ExportPart, () => outcome.exportPart.query({ id, n })),
		takeExport: (id) => checked(ExportCard, () => outcome.takeExport.mutate({ id })),
		nameStaff: (input) => doneOf(() => outcome.nameStaff.mutate(input)),
		endStaff: (id) => doneOf(() => outcome.endStaff.mutate({ id })),
	};
}
