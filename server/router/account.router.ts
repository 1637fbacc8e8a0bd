import {
	BindPersonInput,
	RequestCodeInput,
	SecondStepInput,
	SetPasswordInput,
	SignInWithCodeInput,
	SignInWithPasswordInput,
	type SignInAnswer,
} from '#shared/protocol/account.ts';
import { bindPerson } from '#server/usecase/account/bind-person.usecase.ts';
import { requestCode } from '#server/usecase/account/request-code.usecase.ts';
import { newToken, closeSession } from '#server/usecase/account/session.ts';
import { setPassword } from '#server/usecase/account/set-password.usecase.ts';
import {
	signInWithCode,
	signInWithPassword,
	signInWithSecondFactor,
	type HalfSignedIn,
	type SignedIn,
} from '#server/usecase/account/sign-in.usecase.ts';
import { viewAccount } from '#server/usecase/account/view-account.usecase.ts';
import type { Context } from './context.ts';
import { publicProcedure, router, signedInProcedure } from './trpc.ts';

/** A browser that is new gets a random value of its own. */
function nameBrowser({ request, services }: Context): void {
	if (request.caller.browser === null) request.setBrowser(newToken(services));
}

/** A session's cookie is set when there is a session: half-way there is none. */
function answerTo({ request }: Context, signedIn: SignedIn | HalfSignedIn): SignInAnswer {
	if ('ticket' in signedIn) return signedIn;
	request.setSessionToken(signedIn.token);
	return signedIn.account;
}

export const accountRouter = router({
	requestCode: publicProcedure.input(RequestCodeInput).mutation(async ({ ctx, input }) => {
		const { caller } = ctx.request;
		nameBrowser(ctx);
		await requestCode(ctx.services, { ...input, caller });
		return null;
	}),

	signInWithCode: publicProcedure.input(SignInWithCodeInput).mutation(async ({ ctx, input }) => {
		const { caller } = ctx.request;
		const replaced = ctx.session?.tokenHash ?? null;
		return answerTo(ctx, await signInWithCode(ctx.services, { ...input, caller, replaced }));
	}),

	signInWithPassword: publicProcedure.input(SignInWithPasswordInput).mutation(async ({ ctx, input }) => {
		const { caller } = ctx.request;
		const replaced = ctx.session?.tokenHash ?? null;
		nameBrowser(ctx);
		return answerTo(ctx, await signInWithPassword(ctx.services, { ...input, caller, replaced }));
	}),

	/** The second step of a sign-in, by the ticket of the first. */
	signInWithSecondFactor: publicProcedure.input(SecondStepInput).mutation(async ({ ctx, input }) => {
		const { caller } = ctx.request;
		const replaced = ctx.session?.tokenHash ?? null;
		return answerTo(ctx, await signInWithSecondFactor(ctx.services, { ...input, caller, replaced }));
	}),

	setPassword: publicProcedure.input(SetPasswordInput).mutation(async ({ ctx, input }) => {
		const keepTokenHash = ctx.session?.tokenHash ?? null;
		await setPassword(ctx.services, { ...input, caller: ctx.request.caller, keepTokenHash });
		return null;
	}),

	/** The account that is signed in; `auth.required` otherwise. */
	me: signedInProcedure.query(({ ctx }) =>
		viewAccount(ctx.services, ctx.actor, ctx.session.needsSecondFactor),
	),

	bindPerson: signedInProcedure
		.input(BindPersonInput)
		.mutation(({ ctx, input }) => bindPerson(ctx.services, { actor: ctx.actor, person: input })),

	/** Signing out twice is no error. */
	signOut: publicProcedure.mutation(async ({ ctx }) => {
		if (ctx.actor.kind === 'account' && ctx.session) {
			await closeSession(ctx.services, {
				accountId: ctx.actor.accountId,
				tokenHash: ctx.session.tokenHash,
			});
		}
		ctx.request.setSessionToken(null);
		return null;
	}),
});
