import { sendFile } from '#lib/sync/send-file.ts';
import type { UploadFile, UploadPorts } from '#lib/sync/upload-ports.ts';
import { uploadWire } from '#lib/transport/upload-wire.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { systemClock } from '#shared/std/clock.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

interface SendNow {
	store: Pick<UploadPorts['store'], 'read' | 'sent'>;
	file: UploadFile;
	/** Hears which part of it is there, from 0 to 1. */
	onPart: (part: number) => void;
	mayGoOn?: () => boolean;
}

/**
 * One file to the server by a person's own hand: on whichever network there is, from where it had come to. What failed is not tried
 * again by itself, but for a line that was cut and still brings it further. Rejects for what storage rejects with.
 */
export async function sendNow({
	store,
	file,
	onPart,
	mayGoOn = () => true,
}: SendNow): Promise<Result<null, Refusal>> {
	const outcome = await sendFile(
		{ store, wire: uploadWire(), clock: systemClock, mayUse: () => true },
		file,
		{ mayGoOn, onProgress: (sentBytes) => onPart(sentBytes / file.size) },
	);
	switch (outcome.kind) {
		case 'stored':
			return ok(null);
		case 'refused':
			return err({ code: outcome.code });
		case 'wait':
			return err(outcome.refusal);
		case 'paused':
		case 'stopped':
			return err({ code: 'network.offline' });
	}
}
