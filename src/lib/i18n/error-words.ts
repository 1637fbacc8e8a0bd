import { m } from '#lib/i18n/paraglide/messages.js';
import { isErrorCode, type ErrorCode } from '#shared/errors/error-codes.ts';

/** Written out, so that a code without words fails to compile and unused words can be left out of a bundle. */
const wordsByCode: Record<ErrorCode, () => string> = {
	'request.malformed': m.error_request_malformed,
	'request.too-large': m.error_request_too_large,
	'request.unknown-field': m.error_request_unknown_field,
	'request.too-many': m.error_request_too_many,
	'request.cross-site': m.error_request_cross_site,
	'request.client-too-old': m.error_request_client_too_old,
	'request.not-found': m.error_request_not_found,
	'auth.required': m.error_auth_required,
	'auth.code-wrong': m.error_auth_code_wrong,
	'auth.code-expired': m.error_auth_code_expired,
	'auth.code-locked': m.error_auth_code_locked,
	'auth.password-wrong': m.error_auth_password_wrong,
	'auth.password-weak': m.error_auth_password_weak,
	'auth.phone-invalid': m.error_auth_phone_invalid,
	'auth.person-mismatch': m.error_auth_person_mismatch,
	'auth.person-taken': m.error_auth_person_taken,
	'auth.not-bound': m.error_auth_not_bound,
	'auth.register-silent': m.error_auth_register_silent,
	'auth.sms-silent': m.error_auth_sms_silent,
	'sync.sequence-gap': m.error_sync_sequence_gap,
	'sync.repeated-otherwise': m.error_sync_repeated_otherwise,
	'sync.unknown-kind': m.error_sync_unknown_kind,
	'sync.parked': m.error_sync_parked,
	'sync.device-unknown': m.error_sync_device_unknown,
	'enrollment.wrong-state': m.error_enrollment_wrong_state,
	'enrollment.content-changed': m.error_enrollment_content_changed,
	'enrollment.signature-missing': m.error_enrollment_signature_missing,
	'enrollment.signature-void': m.error_enrollment_signature_void,
	'enrollment.consent-missing': m.error_enrollment_consent_missing,
	'enrollment.not-own': m.error_enrollment_not_own,
	'enrollment.scheme-unknown': m.error_enrollment_scheme_unknown,
	'enrollment.scheme-not-in-force': m.error_enrollment_scheme_not_in_force,
	'enrollment.school-unknown': m.error_enrollment_school_unknown,
	'enrollment.incomplete': m.error_enrollment_incomplete,
	'enrollment.duplicate': m.error_enrollment_duplicate,
	'enrollment.own-review': m.error_enrollment_own_review,
	'enrollment.findings-stand': m.error_enrollment_findings_stand,
	'enrollment.paid-already': m.error_enrollment_paid_already,
	'enrollment.correction-decides': m.error_enrollment_correction_decides,
	'enrollment.fact-known': m.error_enrollment_fact_known,
	'payment.signature-invalid': m.error_payment_signature_invalid,
	'payment.stale': m.error_payment_stale,
	'payment.amount-differs': m.error_payment_amount_differs,
	'payment.order-unknown': m.error_payment_order_unknown,
	'payment.gateway-silent': m.error_payment_gateway_silent,
	'demo.not-available': m.error_demo_not_available,
	'server.unavailable': m.error_server_unavailable,
	'server.bug': m.error_server_bug,
	'network.offline': m.error_network_offline,
	'network.captive-portal': m.error_network_captive_portal,
	'network.timeout': m.error_network_timeout,
	'device.storage-full': m.error_device_storage_full,
	'device.storage-lost': m.error_device_storage_lost,
	'device.key-missing': m.error_device_key_missing,
	'device.document-missing': m.error_device_document_missing,
};

/**
 * What an error code means for a person: what happened, that nothing is lost, what to do next. One
 * short paragraph in the present language. A text that is no code of ours gets the general words.
 */
export function errorWords(code: string): string {
	return isErrorCode(code) ? wordsByCode[code]() : m.error_unknown();
}
