import { m } from '#lib/i18n/paraglide/messages.js';

type FieldWords = (words: { field: string }) => string;

/** What a remark tells the person: by rule, or by rule and severity where the same rule says two things. */
const findingWordsByRule: Record<string, FieldWords> = {
	'commitment-letter-signed': m.payment_finding_commitment_letter_signed,
	'school-confirmed': m.payment_finding_school_confirmed,
	'not-insured-elsewhere': m.payment_finding_not_insured_elsewhere,
	'enrollment-open': m.payment_finding_enrollment_open,
	'after-the-window': m.payment_finding_after_the_window,
	'student-register-held': m.payment_finding_student_register_held,
	'student-register-held/manual': m.payment_finding_student_register_held_manual,
	'full-time-student': m.payment_finding_full_time_student,
	'not-graduated': m.payment_finding_not_graduated,
	'identity-known': m.payment_finding_identity_known,
	'identity-certified-at-home': m.payment_finding_identity_certified_at_home,
	'college-without-funding': m.payment_finding_college_without_funding,
	'chose-identity-place': m.payment_finding_chose_identity_place,
	'covered-by-lump-sum': m.payment_finding_covered_by_lump_sum,
	'review-done': m.payment_finding_review_done,
	'student-charge-certain': m.payment_finding_student_charge_certain,
	'payment-open': m.payment_finding_payment_open,
	'waiting-period': m.payment_finding_waiting_period,
	'no-benefits-this-year': m.payment_finding_no_benefits_this_year,
	'start-given': m.payment_finding_start_given,
	'end-given': m.payment_finding_end_given,
	'paid-before-start': m.payment_finding_paid_before_start,
	'age-class-known': m.payment_finding_age_class_known,
	'exempt-identity': m.payment_finding_exempt_identity,
	'documents-complete': m.payment_finding_documents_complete,
	'bank-accepted': m.payment_finding_bank_accepted,
	'rate-by-level-given': m.payment_finding_rate_by_level_given,
	'two-readings': m.payment_finding_two_readings,
	'id-number-sound': m.payment_finding_id_number_sound,
	'phone-sound': m.payment_finding_phone_sound,
	'form-field-given': m.payment_finding_form_field_given,
	'form-value-lawful': m.payment_finding_form_value_lawful,
	'not-insured-elsewhere/manual': m.payment_finding_not_insured_elsewhere_manual,
};

/** A rule is named by the statement that it examines. */
const statementByRule: Record<string, () => string> = {
	'commitment-letter-signed': m.office_rule_commitment_letter_signed,
	'school-confirmed': m.office_rule_school_confirmed,
	'not-insured-elsewhere': m.office_rule_not_insured_elsewhere,
	'enrollment-open': m.office_rule_enrollment_open,
	'after-the-window': m.office_rule_after_the_window,
	'student-register-held': m.office_rule_student_register_held,
	'full-time-student': m.office_rule_full_time_student,
	'not-graduated': m.office_rule_not_graduated,
	'identity-known': m.office_rule_identity_known,
	'identity-certified-at-home': m.office_rule_identity_certified_at_home,
	'college-without-funding': m.office_rule_college_without_funding,
	'chose-identity-place': m.office_rule_chose_identity_place,
	'covered-by-lump-sum': m.office_rule_covered_by_lump_sum,
	'review-done': m.office_rule_review_done,
	'student-charge-certain': m.office_rule_student_charge_certain,
	'payment-open': m.office_rule_payment_open,
	'waiting-period': m.office_rule_waiting_period,
	'no-benefits-this-year': m.office_rule_no_benefits_this_year,
	'form-value-lawful': m.office_rule_form_value_lawful,
	'id-number-sound': m.office_rule_id_number_sound,
	'phone-sound': m.office_rule_phone_sound,
	'form-field-given': m.office_rule_form_field_given,
	'start-given': m.office_rule_start_given,
	'end-given': m.office_rule_end_given,
	'paid-before-start': m.office_rule_paid_before_start,
	'paid-in-window': m.office_rule_paid_in_window,
	'age-class-known': m.office_rule_age_class_known,
	'lump-sum-offered': m.office_rule_lump_sum_offered,
	'exempt-identity': m.office_rule_exempt_identity,
	'claim-offered': m.office_rule_claim_offered,
	'claim-needed': m.office_rule_claim_needed,
	'documents-complete': m.office_rule_documents_complete,
	'bank-accepted': m.office_rule_bank_accepted,
	'amounts-given': m.office_rule_amounts_given,
	'rate-by-level-given': m.office_rule_rate_by_level_given,
	'two-readings': m.office_rule_two_readings,
	'bands-by-excess': m.office_rule_bands_by_excess,
};

/** The remark in words; null for a rule that has none here (the caller then quotes its clause). */
export function findingText(finding: { rule: string; severity: string }, field: string): string | null {
	const words = findingWordsByRule[`${finding.rule}/${finding.severity}`] ?? findingWordsByRule[finding.rule];
	return words ? words({ field }) : null;
}

/** The statement that a rule examines, for the trace; the rule's own name where there are no words. */
export function ruleStatement(rule: string): string {
	return statementByRule[rule]?.() ?? rule;
}
