import { initTRPC } from '@trpc/server';
import type { Role } from '#shared/domain/account/role.ts';
import { errorStatusByCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
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
export const publicProcedure = t.procedure.use(async ({ next }) => {
	const result = await next();
	if (!result.ok && result.error.cause instanceof RefusalError) {
		throw refusalToTrpc(result.error.cause.refusal);
	}
	return result;
});

/** Needs a session; `ctx.actor` is then an account. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
	if (ctx.actor.kind !== 'account' || !ctx.session) throw refusalToTrpc({ code: 'auth.required' });
	return next({ ctx: { ...ctx, actor: ctx.actor, session: ctx.session } });
});

/** Needs one of these roles. To everybody else the call does not exist. */
export function staffProcedure(...allowed: [Role, ...Role[]]) {
	return signedInProcedure.use(({ ctx, next }) => {
		if (!allowed.includes(ctx.actor.role)) throw refusalToTrpc({ code: 'request.not-found' });
		return next({ ctx });
	});
}
