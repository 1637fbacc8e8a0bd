/** Lists that leave a desk as files, scans of what a school's words rest on, and whom the school has named. `…_ms` is real time; dates are text. */
import type { Generated } from 'kysely';
import type { ExportNames, ExportState } from '#shared/domain/roster/export.ts';
import type { StaffDuty } from '#shared/domain/roster/staff.ts';

export interface OutcomeTables {
	list_export: {
		id: string;
		desk: 'school' | 'clerk';
		school_code: string | null;
		scheme_id: string | null;
		query: unknown;
		names: ExportNames;
		reason: string;
		rows: number;
		is_second_needed: boolean;
		state: ExportState;
		made: number;
		cursor: unknown;
		asked_by_account_id: string;
		asked_at_ms: number;
		judged_by_account_id: string | null;
		judged_at_ms: number | null;
		taken_at_ms: number | null;
		fingerprint: string | null;
		expires_at_ms: number;
	};
	list_export_part: {
		export_id: string;
		n: number;
		rows: unknown;
		hash: string;
	};
	outcome_scan: {
		n: Generated<number>;
		student_id: string;
		school_code: string;
		owner_account_id: string;
		hash: string;
		students: number;
		said_at_ms: number;
		ended_at_ms: number | null;
	};
	school_staff: {
		id: string;
		school_code: string;
		name: string;
		duty: StaffDuty;
		since: string;
		undertaking_on: string | null;
		named_by_account_id: string;
		named_at_ms: number;
		ended_on: string | null;
	};
}
