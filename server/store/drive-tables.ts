/** Tables of drives. `…_ms` is real time; `day` a date as text. */
import type { Generated } from 'kysely';
import type { DriveGoal, DriveState } from '#shared/domain/drive/drive.ts';
import type { RosterPart } from '#shared/protocol/drive-roster.ts';
import type { DriveEntryRow } from '#server/usecase/drive/ports.ts';

export interface DriveTables {
	drive: {
		id: string;
		school_code: string;
		scheme_id: string;
		title: string;
		place: string;
		day: string;
		goals: DriveGoal[];
		state: DriveState;
		opened_by_account_id: string;
		opened_at_ms: number;
		closed_at_ms: number | null;
	};
	drive_invitation: {
		id: string;
		drive_id: string;
		school_code: string;
		token_hash: string;
		uses: number;
		used: number;
		created_by_account_id: string;
		created_at_ms: number;
		expires_at_ms: number;
		revoked_at_ms: number | null;
	};
	drive_assignment: {
		id: string;
		drive_id: string;
		school_code: string;
		account_id: string;
		invitation_id: string;
		undertaking_version: string;
		undertaking_at_ms: number;
		joined_at_ms: number;
		revoked_at_ms: number | null;
	};
	drive_contact: {
		assignment_id: string;
		device_id: string;
		school_code: string;
		last_contact_ms: number;
		unsent: number | null;
	};
	drive_entry: {
		enrollment_id: string;
		drive_id: string;
		assignment_id: string;
		school_code: string;
		college: string;
		content_hash: string;
		confirmation: DriveEntryRow['confirmation'];
		started_at_ms: number;
		finished_at_ms: number;
		received_at_ms: number;
		is_after_revocation: boolean;
	};
	drive_roster: {
		drive_id: string;
		school_code: string;
		parts: RosterPart[];
		has_id_numbers: boolean;
		chosen_by_account_id: string;
		chosen_at_ms: number;
	};
	withdrawn_entry: {
		enrollment_id: string;
		drive_id: string;
		assignment_id: string;
		school_code: string;
		withdrawn_at_ms: number;
	};
	drive_helper: {
		id: Generated<string>;
		drive_id: string;
		phone: string;
		school_code: string;
		added_by_account_id: string;
		added_at_ms: number;
	};
	school_key: {
		id: string;
		school_code: string;
		alg: string;
		public_key: string;
		wrapped_private_key: string;
		created_at_ms: number;
		retired_at_ms: number | null;
	};
}
