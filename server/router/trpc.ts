import { initTRPC } from '@trpc/server';
import { errorStatusByCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { procedureAccess, refusalFor } from './access.ts';
import type { Context } from './context.ts';
import { refusalOf, refusalToTrpc } from './refusal-to-trpc.ts';

const t = initTRPC.context<Context>().create({
	// Replies never carry words of an error: a message or a stack may quote what a person typed.
	errorFormatter({ shape, error }) {
		const refusal = refusalOf(error);
		return {
			code: shape.code,
			message: refusal.code,
			data: {
				code: refusal.code,
				httpStatus: errorStatusByCode[refusal.code] || 500,
				...(refusal.path === undefined ? {} : { path: refusal.path }),
				...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
				...(refusal.expected === undefined ? {} : { expected: refusal.expected }),
			},
		};
	},
});

export const router = t.router;

/** Use cases refuse by throwing RefusalError (so that their transaction rolls back): it gets its status here. */
const withRefusals = t.procedure.use(async ({ next }) => {
	const result = await next();
	if (!result.ok && result.error.cause instanceof RefusalError) {
		throw refusalToTrpc(result.error.cause.refusal);
	}
	return result;
});

/** May be called by everybody; a procedure without such a row is closed. */
export const publicProcedure = withRefusals.use(({ path, next }) => {
	if (!procedureAccess[path]?.isPublic) throw refusalToTrpc({ code: 'request.not-found' });
	return next();
});

/** Needs a session of a role that the table lets in; to everybody else the call does not exist. `ctx.actor` is an account. */
export const signedInProcedure = withRefusals.use(({ ctx, path, next }) => {
	if (ctx.actor.kind !== 'account' || !ctx.session) throw refusalToTrpc({ code: 'auth.required' });
	const code = refusalFor(procedureAccess[path], ctx.actor, ctx.session);
	if (code) throw refusalToTrpc({ code });
	return next({ ctx: { ...ctx, actor: ctx.actor, session: ctx.session } });
});
