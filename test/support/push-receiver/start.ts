import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PushSubscriptionInput } from '#shared/protocol/push.ts';

interface Received {
	/** Null where it was meant for another browser. */
	payload: string | null;
	status: number;
	ttl: string;
	topic: string;
	encoding: string;
	/** Null where the signature does not hold. */
	sender: { claims: { aud: string; sub: string; exp: number }; key: string } | null;
}

export interface PushReceiver {
	origin: string;
	/** What a browser would hand over; `way` is how the service answers to pushes. */
	subscribe(
		way?: 'push' | 'gone' | 'unknown' | 'silent' | 'elsewhere',
	): Promise<PushSubscriptionInput & { id: string }>;
	received(id: string): Promise<Received[]>;
	stop(): void;
}

/** A browser with its push service, as a process of its own. */
export async function startPushReceiver(): Promise<PushReceiver> {
	const child = spawn('node', ['test/support/push-receiver/main.ts'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [line] = (await once(child.stdout, 'data')) as [Buffer];
	const origin = line.toString().trim();
	const get = async (path: string) => (await fetch(`${origin}/${path}`)).json();
	return {
		origin,
		subscribe: async (way = 'push') =>
			(await get(`subscriptions/${way}`)) as Awaited<ReturnType<PushReceiver['subscribe']>>,
		received: async (id) => (await get(`received/${id}`)) as Received[],
		stop: () => void child.kill('SIGTERM'),
	};
}
