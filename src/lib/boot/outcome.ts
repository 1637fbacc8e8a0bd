import { chooseFile } from '#lib/app/claim/choose-file.ts';
import type { OutcomePort } from '#lib/app/office/outcome-ports.ts';
import { makeSmaller } from '#lib/device/photo/photo-maker.ts';
import { fetchOutcomeScan } from '#lib/transport/document-wire.ts';
import { outcomeWire } from '#lib/transport/outcome-wire.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { err, ok } from '#shared/std/result.ts';
import { sendNow } from './send-now.ts';

/** A school's console for its page; loaded with it. Scans are held in the page's memory alone, and nothing of them on the device. */
export function outcomePort(): OutcomePort {
	return {
		...outcomeWire(),
		async makeScan(file) {
			const chosen = await chooseFile(file, makeSmaller);
			if (!chosen.ok) return err(chosen.error);
			const { bytes, type } = chosen.value;
			return ok({ hash: await sha256Hex(bytes), file: new Blob([bytes], { type }) });
		},
		sendScan({ hash, file }, { onPart, mayGoOn }) {
			const store = {
				read: async (_hash: string, from: number, to: number) =>
					new Uint8Array(await file.slice(from, to).arrayBuffer()),
				sent: async () => undefined,
			};
			return sendNow({ store, file: { hash, size: file.size, sentBytes: 0 }, onPart, mayGoOn });
		},
		scan: fetchOutcomeScan,
	};
}
