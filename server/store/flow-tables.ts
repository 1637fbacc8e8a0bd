/** Tables of enrollment, review and payment. `…_ms` is real time; `…_on` a business date as text. */
import type { Generated } from 'kysely';
import type { CoverageDecision, OrderFee } from '#shared/domain/decision/decision.ts';
import type { Consent } from '#shared/domain/enrollment/consent.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderState, PaymentMethod } from '#shared/domain/payment/order-state.ts';
import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';
import type { Correction } from '#shared/domain/review/correction.ts';
import type { ReviewWord } from '#shared/domain/review/reasons.ts';
import type { FieldMarks, RegisterAnswers } from '#server/usecase/enrollment/ports.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { MutationResult } from '#shared/protocol/exchange.ts';
import type { ChangeKind } from '#shared/protocol/version.ts';
import type { Evaluation, SubmittedContent } from '#shared/protocol/review.ts';

export interface FlowTables {
	enrollment: {
		id: string;
		owner_account_id: string;
		person_id: string | null;
		scheme_id: string;
		school_code: string;
		state: EnrollmentState;
		fields: DraftFields;
		person_key: string | null;
		consent: Consent | null;
		consent_received_at_ms: number | null;
		signature_hash: string | null;
		letter_text: string | null;
		content_hash: string | null;
		school_confirmed: boolean;
		case_number: string | null;
		submitted_at_ms: number | null;
		submitted_on: string | null;
		device_submitted_at_ms: number | null;
		decided_at_ms: number | null;
		decided_on: string | null;
		revision: number;
		first_device_id: string | null;
		field_marks: FieldMarks;
		drive_id: string | null;
		created_at_ms: number;
		updated_at_ms: number;
	};
	field_conflict: {
		n: Generated<number>;
		enrollment_id: string;
		field: string;
		lost: FieldValue;
		stood: FieldValue;
		revision: number;
		device_id: string | null;
		at_ms: number;
		settled_at_ms: number | null;
	};
	signature: {
		enrollment_id: string;
		hash: string;
		content: Signature;
		received_at_ms: number;
	};
	evaluation: {
		n: Generated<number>;
		id: string;
		enrollment_id: string;
		content: Evaluation;
	};
	submission: {
		n: Generated<number>;
		enrollment_id: string;
		content: SubmittedContent;
	};
	review_word: {
		n: Generated<number>;
		enrollment_id: string;
		reviewer_account_id: string;
		content: ReviewWord;
	};
	correction: {
		n: Generated<number>;
		enrollment_id: string;
		reviewer_account_id: string;
		content: Correction;
	};
	pairing_request: {
		enrollment_id: string;
	};
	superseded_entry: {
		entry_id: string;
		enrollment_id: string;
		at_ms: number;
	};
	fact_request: {
		enrollment_id: string;
		attempts: number;
		next_try_at_ms: number;
		answers: RegisterAnswers;
	};
	payment_order: {
		id: string;
		enrollment_id: string;
		owner_account_id: string;
		person_id: string;
		scheme_id: string;
		school_code: string;
		insurance_year: number;
		payer_name_masked: string;
		state: OrderState;
		fee: OrderFee;
		amount_fen: number;
		serial: string;
		created_at_ms: number;
		updated_at_ms: number;
		acknowledged_at_ms: number | null;
		attempts: number;
		next_try_at_ms: number;
		gateway_sequence: number;
		voided_at_ms: number | null;
	};
	school_registration: {
		enrollment_id: string;
		school_code: string;
		marked_by_account_id: string;
		marked_at_ms: number;
		marked_on: string;
	};
	payment: {
		id: string;
		order_id: string;
		tax_receipt_number: string;
		paid_fen: number;
		paid_at_ms: number;
		paid_on: string;
		method: PaymentMethod;
		period_from: string;
		period_to: string;
		coverage: CoverageDecision;
		created_at_ms: number;
		person_id: string;
		insurance: string;
		insurance_year: number;
		settled_at_ms: number | null;
	};
	stray_payment: {
		id: string;
		reported_order_id: string;
		order_id: string | null;
		tax_receipt_number: string;
		amount_fen: number;
		paid_at_ms: number;
		method: PaymentMethod;
		reason: StrayReason;
		source: 'callback' | 'query';
		received_at_ms: number;
		applied_at_ms: number | null;
		refund_due_at_ms: number | null;
		refunded_at_ms: number | null;
	};
	paid_for: {
		account_id: string;
		order_id: string;
		at_ms: number;
	};
	device: {
		id: string;
		account_id: string;
		last_sequence: number;
		created_at_ms: number;
		last_seen_at_ms: number;
	};
	unsent_note: {
		device_id: string;
		account_id: string;
		browser_hash: string;
		records: number;
		files: number;
		heard_at_ms: number;
	};
	mutation_receipt: {
		device_id: string;
		sequence: number;
		body_hash: string;
		result: MutationResult;
		at_ms: number;
	};
	change: {
		n: Generated<number>;
		xid: Generated<string>;
		account_id: string;
		kind: ChangeKind;
		record_id: string;
		quiet_for: string | null;
	};
	audit_entry: {
		id: Generated<number>;
		at_ms: number;
		actor: string;
		act: string;
		subject: string | null;
		detail: Record<string, string | number | boolean | null>;
	};
	audit_seal: {
		number: number;
		entry_id: number;
		hash: string;
	};
}
