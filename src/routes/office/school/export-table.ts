import type { FileTable } from '#lib/app/office/table-file.ts';
import type { TakenList } from '#lib/app/office/export-desk.svelte.ts';
import type { ExportCard, ExportedStudent, StudentChoice } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';
import { outcomeWords, studentListWords } from '#lib/ui/office/outcome-words.ts';
import { stateWords } from '#lib/ui/office/state-words.ts';
import { exportLead, madeAtMs } from '../export-lead.ts';

/** What was chosen, in words. */
export function choiceWords({ outcome, list, college, className }: StudentChoice): string {
	const kind = outcome ? outcomeWords[outcome]() : list ? studentListWords[list]() : m.outcome_all_students();
	return [kind, college, className].filter(Boolean).join(' · ');
}

/** The rows with whose copy this is above them: who took it, when, why, and the fingerprint that the audit has too. */
export function exportTable({ card, rows }: TakenList<ExportCard, ExportedStudent>): FileTable {
	return {
		name: m.outcome_file({ time: fullTime(madeAtMs(card)).slice(0, 10) }),
		lead: exportLead(m.outcome_file_what({ label: choiceWords(card.choice), count: rows.length }), card),
		heads: [
			m.outcome_file_number(),
			m.outcome_file_name(),
			m.outcome_college(),
			m.outcome_class(),
			m.outcome_file_outcome(),
			m.outcome_file_enrollment(),
			m.outcome_file_paid(),
		],
		rows: rows.map(({ studentNumber, name, college, className, outcome, enrollmentState, isPaid }) => [
			studentNumber,
			name,
			college,
			className,
			outcomeWords[outcome](),
			enrollmentState ? stateWords[enrollmentState]() : '',
			isPaid ? m.outcome_paid() : '',
		]),
	};
}
