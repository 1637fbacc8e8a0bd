/**
 * GET /api/events?device=ID — a stream of server-sent events for the signed-in account's device: `event: poke`
 * when something waits, a comment every 25 s so that networks keep the line open. No event carries data.
 */
import type { Context } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import { idPattern } from '#shared/std/id.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { PokeHub } from './poke-hub.ts';
import { refusalReply } from './refusal-reply.ts';
import { requireSignedIn, signedIn } from './signed-in.ts';

const heartbeatMs = 25_000;
/** Then the client comes again, and its session is judged again. */
const maxStreamMs = 30 * 60_000;

export function eventsHandler(services: Services, hub: PokeHub) {
	return async (c: Context): Promise<Response> => {
		const deviceId = c.req.query('device') ?? '';
		if (!idPattern.test(deviceId)) return refusalReply({ code: 'request.malformed', path: 'device' });
		try {
			const actor = await requireSignedIn(services, c.req.raw, 'GET /api/events');
			const listener = { accountId: actor.accountId, deviceId };
			return new Response(pokeStream(hub, listener, stillStands(services, c.req.raw, actor)), {
				headers: {
					'content-type': 'text/event-stream; charset=utf-8',
					'cache-control': 'no-store, no-transform',
					// nginx would hold events back otherwise.
					'x-accel-buffering': 'no',
				},
			});
		} catch (error) {
			if (error instanceof RefusalError) return refusalReply(error.refusal);
			throw error;
		}
	};
}

/**
 * Whether the session is what it was when the stream began: role and school may be taken away by somebody beside this
 * server. Students have neither, and they are many: theirs is judged again when the stream has ended.
 */
function stillStands(services: Services, request: Request, began: AccountActor): () => Promise<boolean> {
	return async () => {
		if (began.role === 'student') return true;
		try {
			const now = await signedIn(services, request);
			return now !== null && now.role === began.role && now.schoolCode === began.schoolCode;
		} catch {
			// The database is silent: that says nothing about the session.
			return true;
		}
	};
}

function pokeStream(
	hub: PokeHub,
	of: { accountId: string; deviceId: string },
	stands: () => Promise<boolean>,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let stop = () => {};
	return new ReadableStream({
		start(controller) {
			let isOpen = true;
			const say = (text: string) => {
				if (isOpen) controller.enqueue(encoder.encode(text));
			};
			const end = () => {
				if (!isOpen) return;
				stop();
				controller.close();
			};
			const beat = async () => {
				if (await stands()) say(': beat\n\n');
				else end();
			};
			const heartbeat = setInterval(() => void beat(), heartbeatMs);
			const limit = setTimeout(end, maxStreamMs);
			const unsubscribe = hub.subscribe({
				...of,
				onPoke: () => say('event: poke\ndata: {}\n\n'),
				onDrop: end,
			});
			stop = () => {
				isOpen = false;
				clearInterval(heartbeat);
				clearTimeout(limit);
				unsubscribe();
			};
			say('retry: 5000\n\n');
		},
		cancel: () => stop(),
	});
}
