import type { PushServerPort } from '#lib/app/notice/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { PushKey } from '#shared/protocol/push.ts';
import { createClient } from './client.ts';
import { answerOf, doneOf } from './refusals.ts';

/** Being told by the browser's push service: loaded when it is offered, or ends. */
export function pushWire(): PushServerPort {
	const { push } = createClient();
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
