import type { Answer } from '#lib/app/app.ts';
import { Looks } from '#shared/protocol/looks.ts';
import { recordFilePath, requestedRecordPath } from '#shared/protocol/record.ts';
import type { RequestedRecordInput } from '#shared/protocol/requested-record.ts';
import { err, ok } from '#shared/std/result.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { refusalOfReply } from './reply-refusal.ts';

/** Who looked at one's own records: online only, loaded with its page. */
export const askLooks = (): Answer<Looks> => checked(Looks, () => createClient().record.looks.query());

/** Nothing more came for so long: the way is broken. */
const silenceMs = 60_000;

/** Everything that the server holds about the person, as a zip file. `onBytes`: how much of it is here by now. */
export const fetchRecord = (onBytes: (bytes: number) => void): Answer<Blob> =>
	fetchZip(recordFilePath, {}, onBytes);

/** The same about somebody who asked the office: whom, stands in the body and in no address. */
export const fetchRequestedRecord = (
	request: RequestedRecordInput,
	onBytes: (bytes: number) => void,
): Answer<Blob> =>
	fetchZip(
		requestedRecordPath,
		{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request) },
		onBytes,
	);

async function fetchZip(path: string, init: RequestInit, onBytes: (bytes: number) => void): Answer<Blob> {
	const ending = new AbortController();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const wait = () => {
		clearTimeout(timer);
		timer = setTimeout(() => ending.abort(), silenceMs);
	};
	try {
		wait();
		const answer = await fetch(path, { ...init, redirect: 'manual', signal: ending.signal });
		const type = 'application/zip';
		if (!answer.ok || !answer.body || answer.headers.get('content-type') !== type) {
			return err(await refusalOfReply(answer));
		}
		const pieces: Uint8Array<ArrayBuffer>[] = [];
		let bytes = 0;
		const reader = answer.body.getReader();
		for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
			wait();
			pieces.push(piece.value);
			onBytes((bytes += piece.value.length));
		}
		return ok(new Blob(pieces, { type }));
	} catch {
		return err({ code: 'network.offline' });
	} finally {
		clearTimeout(timer);
	}
}
