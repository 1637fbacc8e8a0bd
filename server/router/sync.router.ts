import * as z from 'zod/mini';
import { unpackExchange } from '#shared/protocol/packed.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { ExchangeEnvelope } from '#server/usecase/exchange/parse-mutations.ts';
import { refusalToTrpc } from './refusal-to-trpc.ts';
import { router, signedInProcedure } from './trpc.ts';

export const syncRouter = router({
	/** The protocol is written in `shared/protocol/exchange.ts`; the client sends an `ExchangeRequest`, packed or plain. */
	exchange: signedInProcedure
		.input(z.pipe(z.transform(unpackExchange), ExchangeEnvelope))
		.mutation(({ ctx, input }) => {
			const retryAfterSeconds = ctx.exchangePace.take(ctx.actor.accountId);
			if (retryAfterSeconds !== null) throw refusalToTrpc({ code: 'request.too-many', retryAfterSeconds });
			const { browser } = ctx.request.caller;
			return exchange({ services: ctx.services, actor: ctx.actor, request: input, browser });
		}),
});
