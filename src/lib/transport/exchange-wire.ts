import { ExchangeReply } from '#shared/protocol/exchange.ts';
import { packExchange } from '#shared/protocol/packed.ts';
import { err, ok } from '#shared/std/result.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import type { Client } from './client.ts';
import { answerOf } from './refusals.ts';

/** The exchange over tRPC. A reply that is not what the protocol says is refused whole: nothing of it is applied. */
export function exchangeWire(client: Client): ExchangePort {
	return {
		async exchange(request) {
			const answer = await answerOf(() => client.sync.exchange.mutate(packExchange(request)));
			if (!answer.ok) return answer;
			const reply = ExchangeReply.safeParse(answer.value);
			return reply.success ? ok(reply.data) : err({ code: 'server.unavailable' });
		},
	};
}
