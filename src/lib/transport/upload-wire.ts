import {
	documentPath,
	lengthHeader,
	lineHeader,
	offsetHeader,
	UploadState,
} from '#shared/protocol/document.ts';
import { isErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { UploadAnswer, UploadFile, UploadWirePort } from '#lib/sync/upload-ports.ts';
import { wireFetch, type WireInit, type WireReply } from './wire-fetch.ts';

const stateTimeoutMs = 15_000;
/** A piece is made to take five seconds; a network may become ten times as slow in the middle of one. */
const appendTimeoutMs = 60_000;

/** Uploads over HTTP. An answer that is not what the protocol says counts as none. */
export function uploadWire(options: { origin?: string; fetch?: typeof fetch } = {}): UploadWirePort {
	const call = async (
		file: UploadFile,
		init: WireInit,
		timeoutMs: number,
	): Promise<Result<UploadAnswer, Refusal>> => {
		const url = (options.origin ?? '') + documentPath(file.hash);
		const headers = { [lengthHeader]: String(file.size), ...(init.headers as Record<string, string>) };
		try {
			const reply = await wireFetch(url, { ...init, headers }, { timeoutMs, fetch: options.fetch });
			return await answerOf(reply);
		} catch (error) {
			return err(error instanceof RefusalError ? error.refusal : { code: 'server.bug' });
		}
	};
	return {
		state: (file) => call(file, {}, stateTimeoutMs),
		append: (file, offset, bytes) =>
			call(
				file,
				{
					method: 'POST',
					body: bytes,
					headers: { 'content-type': 'application/octet-stream', [offsetHeader]: String(offset) },
				},
				appendTimeoutMs,
			),
	};
}

async function answerOf(reply: WireReply): Promise<Result<UploadAnswer, Refusal>> {
	const value = await reply.json();
	if (!reply.ok) return err(refusalIn(value));
	const state = UploadState.safeParse(value);
	if (!state.success) return err({ code: 'network.captive-portal' });
	return ok({ ...state.data, isFreshLine: reply.header(lineHeader) === 'fresh' });
}

function refusalIn(value: unknown): Refusal {
	const { data } = (value as { error: { data: Record<string, unknown> } }).error;
	const { code, path, retryAfterSeconds, expected } = data;
	return {
		code: isErrorCode(code) ? code : 'server.unavailable',
		...(typeof path === 'string' ? { path } : {}),
		...(typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {}),
		...(Number.isSafeInteger(expected) && (expected as number) >= 0 ? { expected: expected as number } : {}),
	};
}
