import { PushEndpointInput, PushSubscriptionInput, type PushKey } from '#shared/protocol/push.ts';
import { subscribePush, unsubscribePush } from '#server/usecase/notice/push-subscription.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const pushRouter = router({
	key: signedInProcedure.query(({ ctx }): PushKey => ({ key: ctx.services.push?.publicKey ?? null })),

	subscribe: signedInProcedure.input(PushSubscriptionInput).mutation(async ({ ctx, input }) => {
		const { services, actor, session } = ctx;
		await subscribePush({ services, actor, sessionHash: session.tokenHash, input });
		return null;
	}),

	unsubscribe: signedInProcedure.input(PushEndpointInput).mutation(async ({ ctx, input }) => {
		await unsubscribePush({ services: ctx.services, actor: ctx.actor, endpoint: input.endpoint });
		return null;
	}),
});
