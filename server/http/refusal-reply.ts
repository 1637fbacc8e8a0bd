import { errorStatusByCode } from '#shared/errors/error-codes.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

/** A refusal outside tRPC, in the shape of tRPC's errors: clients read both alike. */
export function refusalReply(refusal: Refusal): Response {
	const { code, path, retryAfterSeconds, expected } = refusal;
	const httpStatus = errorStatusByCode[code] || 500;
	const data = { code, httpStatus, path, retryAfterSeconds, expected };
	const headers = new Headers({ 'cache-control': 'no-store' });
	if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
	return Response.json({ error: { message: code, code: -32600, data } }, { status: httpStatus, headers });
}
