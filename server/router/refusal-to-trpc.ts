/** The one place where refusals become tRPC errors, and where every other error loses its words. */
import { TRPCError } from '@trpc/server';
import { errorStatusByCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { issuePath } from '#shared/errors/issue-path.ts';

type TrpcCode = TRPCError['code'];

const trpcCodeByStatus: Record<number, TrpcCode> = {
	400: 'BAD_REQUEST',
	401: 'UNAUTHORIZED',
	403: 'FORBIDDEN',
	404: 'NOT_FOUND',
	409: 'CONFLICT',
	413: 'PAYLOAD_TOO_LARGE',
	422: 'UNPROCESSABLE_CONTENT',
	426: 'PRECONDITION_FAILED',
	429: 'TOO_MANY_REQUESTS',
	503: 'SERVICE_UNAVAILABLE',
};

export function refusalToTrpc(refusal: Refusal): TRPCError {
	return new TRPCError({
		code: trpcCodeByStatus[errorStatusByCode[refusal.code]] ?? 'INTERNAL_SERVER_ERROR',
		message: refusal.code,
		cause: new RefusalError(refusal),
	});
}

interface ZodLikeIssue {
	code?: string;
	path?: readonly PropertyKey[];
	keys?: readonly string[];
	errors?: readonly (readonly ZodLikeIssue[])[];
}

/** What the reply may say of an error: a code of our list, where, when again. Nothing of the error's own words. */
export function refusalOf(error: TRPCError): Refusal {
	const cause: unknown = error.cause;
	if (cause instanceof RefusalError) return cause.refusal;
	if (error.code === 'BAD_REQUEST' || error.code === 'PARSE_ERROR') return malformed(cause);
	if (error.code === 'NOT_FOUND' || error.code === 'METHOD_NOT_SUPPORTED')
		return { code: 'request.not-found' };
	if (error.code === 'UNSUPPORTED_MEDIA_TYPE') return { code: 'request.malformed' };
	if (error.code === 'PAYLOAD_TOO_LARGE') return { code: 'request.too-large' };
	return { code: 'server.bug' };
}

function malformed(cause: unknown): Refusal {
	const issue = firstIssue(cause);
	if (!issue) return { code: 'request.malformed' };
	const path = issuePath(issue.path ?? []);
	if (issue.code === 'unrecognized_keys') {
		return {
			code: 'request.unknown-field',
			path: issuePath([...(issue.path ?? []), ...(issue.keys ?? []).slice(0, 1)]),
		};
	}
	return path ? { code: 'request.malformed', path } : { code: 'request.malformed' };
}

function firstIssue(cause: unknown): ZodLikeIssue | null {
	const issues = (cause as { issues?: readonly ZodLikeIssue[] } | undefined)?.issues;
	return Array.isArray(issues) && issues.length > 0 ? (issues[0] as ZodLikeIssue) : null;
}
