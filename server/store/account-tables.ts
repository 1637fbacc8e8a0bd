import type { Role } from '#shared/domain/account/role.ts';
import type { CodePurpose, SignInWay } from '#server/usecase/account/ports.ts';

export interface AccountTables {
	account: {
		id: string;
		phone: string;
		role: Role;
		school_code: string | null;
		password_hash: string | null;
		unlock_key: string;
		created_at_ms: number;
	};
	account_person: {
		account_id: string;
		name: string;
		id_type: string;
		id_number: string;
		bound_at_ms: number;
	};
	session: {
		token_hash: string;
		account_id: string;
		created_at_ms: number;
		last_used_at_ms: number;
		expires_at_ms: number;
	};
	one_time_code: {
		id: string;
		phone: string;
		purpose: CodePurpose;
		code_hash: string;
		created_at_ms: number;
		expires_at_ms: number;
		tries: number;
		used: boolean;
	};
	second_factor: {
		account_id: string;
		wrapped_secret: string;
		begun_at_ms: number;
		confirmed_at_ms: number | null;
		last_step: number;
	};
	recovery_code: {
		account_id: string;
		code_hash: string;
	};
	sign_in_ticket: {
		token_hash: string;
		account_id: string;
		way: SignInWay;
		tries: number;
		expires_at_ms: number;
	};
	rate_limit: {
		key: string;
		hits: number;
		ends_at_ms: number;
	};
	secret: {
		name: string;
		value: string;
	};
	audit_check: {
		id: string;
		asked_by_account_id: string;
		asked_at_ms: number;
		done_at_ms: number | null;
		sealed: number;
		faults: string[];
	};
	setting: {
		key: string;
		value: string;
	};
}
