/** What was taken down at the insurance centre's window. `…_ms` is real time; dates are text. */
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

export interface WindowTables {
	window_entry: {
		id: string;
		scheme_id: string;
		school_code: string;
		fields: DraftFields;
		person_key: string;
		why: string;
		entered_by_account_id: string;
		entered_at_ms: number;
		entered_on: string;
		begun_at_ms: number | null;
	};
	window_use: {
		entry_id: string;
		account_id: string;
		scheme_id: string;
		entered_by_account_id: string;
		begun_at_ms: number;
	};
}
