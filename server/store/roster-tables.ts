/** Tables of a school's roster. `…_ms` is real time. */
import type { ColumnType, Generated } from 'kysely';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderState } from '#shared/domain/payment/order-state.ts';

export interface RosterTables {
	roster_import: {
		id: string;
		school_code: string;
		scheme_id: string;
		file_hash: string;
		state: string;
		mapping: unknown;
		counts: unknown;
		failure: string | null;
		created_by_account_id: string;
		created_at_ms: number;
		applied_at_ms: number | null;
		undone_at_ms: number | null;
		found: unknown;
	};
	roster_file: { import_id: string; school_code: string; bytes: Uint8Array };
	roster_line: {
		import_id: string;
		school_code: string;
		line: number;
		effect: string;
		student: unknown;
		problems: unknown;
	};
	roster_student: {
		id: string;
		school_code: string;
		scheme_id: string;
		student_number: string;
		name: string;
		id_type: string | null;
		id_number: string | null;
		person_key: string | null;
		college: string;
		class_name: string;
		phone: string | null;
		is_leaving: boolean;
		enrollment_id: string | null;
		matched_by: string | null;
		word: string | null;
		word_basis: unknown;
		word_by_account_id: string | null;
		word_at_ms: number | null;
		stay_reason: string | null;
		stay_by_account_id: string | null;
		stay_at_ms: number | null;
		import_id: string;
		created_at_ms: number;
		updated_at_ms: number;
		match_due: Generated<boolean>;
		prepared_at_ms: number | null;
		prepared_by_account_id: string | null;
		begun_at_ms: number | null;
		tell_due: Generated<boolean>;
	};
	roster_change: { import_id: string; student_id: string; school_code: string; before: unknown };
	roster_candidate: {
		student_id: string;
		enrollment_id: string;
		school_code: string;
		reason: string;
		refused_by_account_id: string | null;
		refused_at_ms: number | null;
		created_at_ms: number;
	};
	/** A view: nothing is written to it. */
	roster_outcome: {
		[Column in keyof RosterOutcome]: ColumnType<RosterOutcome[Column], never, never>;
	};
}

interface RosterOutcome {
	id: string;
	school_code: string;
	scheme_id: string;
	college: string;
	class_name: string;
	is_leaving: boolean;
	enrollment_id: string | null;
	enrollment_state: EnrollmentState | null;
	order_state: OrderState | null;
	word: string | null;
	outcome: string;
}
