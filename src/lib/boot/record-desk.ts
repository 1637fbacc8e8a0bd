import type { RecordPort } from '#lib/app/record/ports.ts';
import type { Device } from '#lib/device/device.ts';
import { askLooks, fetchRecord, fetchRequestedRecord } from '#lib/transport/record-wire.ts';
import { Looks } from '#shared/protocol/looks.ts';
import { keptAnswer } from './kept-answer.ts';

/** A person's own record for its page; loaded with it. */
export function recordDesk(device: Device): RecordPort {
	const { kept, keep } = keptAnswer(device, 'looks', (found) => Looks.safeParse(found));
	return {
		keptLooks: kept,
		looks: async (account) => keep(account, await askLooks()),
		file: fetchRecord,
		requestedFile: fetchRequestedRecord,
	};
}
