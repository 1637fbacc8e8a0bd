import { m } from '#lib/i18n/paraglide/messages.js';
import type { LineProblem, LineProblemKind } from '#shared/domain/roster/line.ts';
import type { RosterColumn } from '#shared/domain/roster/mapping.ts';
import type {
	CandidateReason,
	MatchedBy,
	RosterFailure,
	RosterImportState,
} from '#shared/domain/roster/student.ts';

/** Written out, so that a value without words does not compile. */
export const columnWords: Record<RosterColumn, () => string> = {
	studentNumber: m.roster_column_student_number,
	name: m.roster_column_name,
	idType: m.roster_column_id_type,
	idNumber: m.roster_column_id_number,
	college: m.roster_column_college,
	className: m.roster_column_class_name,
	phone: m.roster_column_phone,
	isLeaving: m.roster_column_is_leaving,
	leavingYear: m.roster_column_leaving_year,
};

const problemWords: Record<LineProblemKind, () => string> = {
	empty: m.roster_problem_empty,
	formula: m.roster_problem_formula,
	rounded: m.roster_problem_rounded,
	'lost-zeros': m.roster_problem_lost_zeros,
	'serial-date': m.roster_problem_serial_date,
	mojibake: m.roster_problem_mojibake,
	merged: m.roster_problem_merged,
	'too-long': m.roster_problem_too_long,
	signs: m.roster_problem_signs,
	'id-length': m.roster_problem_id_length,
	'id-date': m.roster_problem_id_date,
	'id-check-digit': m.roster_problem_id_check_digit,
	'id-type': m.roster_problem_id_type,
	phone: m.roster_problem_phone,
	'yes-no': m.roster_problem_yes_no,
	year: m.roster_problem_year,
	'number-twice': m.roster_problem_number_twice,
	'person-twice': m.roster_problem_person_twice,
};

export function problemLine(found: readonly LineProblem[]): string[] {
	return found.map(({ column, kind }) =>
		m.roster_problem_at({ column: columnWords[column](), problem: problemWords[kind]() }),
	);
}

export const effectWords = {
	new: m.roster_effect_new,
	changed: m.roster_effect_changed,
	same: m.roster_effect_same,
	problem: m.roster_effect_problem,
};

export const matchedWords: Record<MatchedBy, () => string> = {
	'id-number': m.roster_by_id_number,
	'student-number': m.roster_by_student_number,
	person: m.roster_by_person,
};

export const stateWords: Record<RosterImportState, () => string> = {
	reading: m.roster_state_reading,
	checked: m.roster_state_checked,
	applied: m.roster_state_applied,
	undone: m.roster_state_undone,
	failed: m.roster_state_failed,
};

export const failureWords: Record<RosterFailure, () => string> = {
	unreadable: m.roster_failure_unreadable,
	'too-large': m.roster_failure_too_large,
	replaced: m.roster_failure_replaced,
	expired: m.roster_failure_expired,
};

export const reasonWords: Record<CandidateReason, () => string> = {
	'name-differs': m.roster_reason_name_differs,
	'number-differs': m.roster_reason_number_differs,
	several: m.roster_reason_several,
};
