/** Table of stops. `…_ms` is real time. */
import type { StopForm, StopRefusal, StopState } from '#shared/domain/stop/stop-form.ts';

export interface StopTables {
	stop_registration: {
		id: string;
		owner_account_id: string;
		enrollment_id: string;
		form: StopForm;
		state: StopState;
		receipt_number: string | null;
		refusal: StopRefusal | null;
		requested_at_ms: number;
		settled_at_ms: number | null;
	};
}
