/**
 * GET /api/events?device=ID — a stream of server-sent events for the signed-in account's device: `event: poke`
 * when something waits, a comment every 25 s so that networks keep the line open. No event carries data.
 */
import type { Context } from 'hono';
import { idPattern } from '#shared/std/id.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { PokeHub } from './poke-hub.ts';
import { refusalReply } from './refusal-reply.ts';
import { signedIn } from './signed-in.ts';

const heartbeatMs = 25_000;
/** Then the client comes again, and its session is judged again. */
const maxStreamMs = 30 * 60_000;

export function eventsHandler(services: Services, hub: PokeHub) {
	return async (c: Context): Promise<Response> => {
		const deviceId = c.req.query('device') ?? '';
		if (!idPattern.test(deviceId)) return refusalReply({ code: 'request.malformed', path: 'device' });
		const actor = await signedIn(services, c.req.raw);
		if (!actor) return refusalReply({ code: 'auth.required' });
		return new Response(pokeStream(hub, actor.accountId, deviceId), {
			headers: {
				'content-type': 'text/event-stream; charset=utf-8',
				'cache-control': 'no-store, no-transform',
				// nginx would hold events back otherwise.
				'x-accel-buffering': 'no',
			},
		});
	};
}

function pokeStream(hub: PokeHub, accountId: string, deviceId: string): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let stop = () => {};
	return new ReadableStream({
		start(controller) {
			const say = (text: string) => controller.enqueue(encoder.encode(text));
			const end = () => {
				stop();
				controller.close();
			};
			const heartbeat = setInterval(() => say(': beat\n\n'), heartbeatMs);
			const limit = setTimeout(end, maxStreamMs);
			const unsubscribe = hub.subscribe({
				accountId,
				deviceId,
				onPoke: () => say('event: poke\ndata: {}\n\n'),
				onDrop: end,
			});
			stop = () => {
				clearInterval(heartbeat);
				clearTimeout(limit);
				unsubscribe();
			};
			say('retry: 5000\n\n');
		},
		cancel: () => stop(),
	});
}
