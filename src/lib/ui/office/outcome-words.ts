import { m } from '#lib/i18n/paraglide/messages.js';
import type { Outcome, StayReason, StopReason } from '#shared/domain/roster/outcome.ts';
import type { ExportState } from '#shared/domain/roster/export.ts';
import type { StudentList } from '#shared/domain/roster/student-list.ts';
import type { StaffDuty } from '#shared/domain/roster/staff.ts';

export const outcomeWords: Record<Outcome, () => string> = {
	'enrolled-here': m.outcome_enrolled_here,
	elsewhere: m.outcome_elsewhere,
	'identity-place': m.outcome_identity_place,
	declined: m.outcome_declined,
	stopped: m.outcome_stopped,
	'not-reached': m.outcome_not_reached,
};

export const studentListWords: Record<StudentList, () => string> = {
	conflicts: m.outcome_list_conflicts,
	'leaving-open': m.outcome_list_leaving_open,
	'leaving-stopped': m.outcome_list_leaving_stopped,
	staying: m.outcome_list_staying,
	'to-prepare': m.outcome_list_to_prepare,
	'prepared-open': m.outcome_list_prepared_open,
	'not-registered': m.outcome_list_not_registered,
	'not-paid': m.outcome_list_not_paid,
};

/** Of elsewhere and of the place of identity alike. */
export const proofWords = {
	certificate: m.outcome_proof_certificate,
	'payment-receipt': m.outcome_proof_receipt,
	'platform-record': m.outcome_proof_record,
	'identity-document': m.outcome_proof_identity,
	'student-statement': m.outcome_proof_statement,
};

export const stopReasonWords: Record<StopReason, () => string> = {
	graduated: m.outcome_stop_graduated,
	left: m.outcome_stop_left,
	other: m.outcome_stop_other,
};

export const stayWords: Record<StayReason, () => string> = {
	'further-study': m.outcome_stay_further,
	delayed: m.outcome_stay_delayed,
};

export const dutyWords: Record<StaffDuty, () => string> = {
	insurance: m.outcome_duty_insurance,
	'platform-account': m.outcome_duty_account,
};

export const exportStateWords: Record<ExportState, () => string> = {
	waiting: m.outcome_export_waiting,
	ready: m.outcome_export_ready,
	making: m.outcome_export_making,
	made: m.outcome_export_ready,
	refused: m.outcome_export_refused,
	taken: m.outcome_export_taken,
};
