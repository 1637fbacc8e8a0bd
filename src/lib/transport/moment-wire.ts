import { ServerMoment } from '#shared/protocol/exchange.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import type { MomentPort } from '#lib/app/moment/ports.ts';
import type { Client } from './client.ts';
import { answerOf, doneOf } from './refusals.ts';

export function momentWire(client: Client): MomentPort {
	return {
		now: () =>
			answerOf(async () => {
				const moment = ServerMoment.safeParse(await client.status.moment.query());
				if (!moment.success) throw new RefusalError({ code: 'server.unavailable' });
				return moment.data;
			}),
		move: (date) => doneOf(() => client.demo.moveBusinessDate.mutate({ date })),
	};
}
