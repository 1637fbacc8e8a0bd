import { TRPCClientError } from '@trpc/client';
import { isErrorCode, type ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

/** Runs a call; every failure, foreseen or not, becomes a refusal. Never rejects. */
export async function answerOf<T>(call: () => Promise<T>): Promise<Result<T, Refusal>> {
	try {
		return ok(await call());
	} catch (error) {
		return err(refusalOfError(error));
	}
}

/** As `answerOf`, for calls whose answer says only that it is done. */
export function doneOf(call: () => Promise<unknown>): Promise<Result<null, Refusal>> {
	return answerOf(async () => {
		await call();
		return null;
	});
}

function refusalOfError(error: unknown): Refusal {
	if (error instanceof RefusalError) return error.refusal;
	if (!(error instanceof TRPCClientError)) return { code: 'server.bug' };
	if (error.cause instanceof RefusalError) return error.cause.refusal;
	const data = error.data as Record<string, unknown> | null | undefined;
	// JSON, but not in the shape of our server's errors: somebody else's answer.
	if (!data) return { code: 'network.captive-portal' };
	const refusal: Refusal = { code: isErrorCode(data.code) ? data.code : codeOfStatus(data.httpStatus) };
	if (typeof data.path === 'string') refusal.path = data.path;
	if (typeof data.retryAfterSeconds === 'number') refusal.retryAfterSeconds = data.retryAfterSeconds;
	if (Number.isSafeInteger(data.expected) && (data.expected as number) >= 1) {
		refusal.expected = data.expected as number;
	}
	return refusal;
}

/** A newer server may use codes that this version does not know: its status says how to take them. */
function codeOfStatus(status: unknown): ErrorCode {
	if (status === 401) return 'auth.required';
	if (status === 429) return 'request.too-many';
	return typeof status === 'number' && status >= 400 && status < 500
		? 'request.not-found'
		: 'server.unavailable';
}
