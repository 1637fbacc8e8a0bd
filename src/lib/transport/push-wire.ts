import type { PushServerPort } from '#lib/app/notice/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { PushKey } from '#shared/protocol/push.ts';
import type { Client } from './client.ts';
import { answerOf, doneOf } from './refusals.ts';

export function pushWire({ push }: Client): PushServerPort {
	return {
		key: () =>
			answerOf(async () => {
				const key = PushKey.safeParse(await push.key.query());
				if (!key.success) throw new RefusalError({ code: 'server.unavailable' });
				return key.data;
			}),
		subscribe: (subscription) => doneOf(() => push.subscribe.mutate(subscription)),
		unsubscribe: (endpoint) => doneOf(() => push.unsubscribe.mutate({ endpoint })),
	};
}
