import { hmacSha256Hex } from '#shared/std/hmac.ts';
import type { Behaviour } from './behaviour.ts';
import type { Payment, Step } from './orders-file.ts';

/** What the product is told: a payment, or a step of one in the making. */
export type Report = Payment | { orderId: string; step: Step; sequence: number };

const triesMs = [0, 1_000, 5_000, 30_000];

/** Tells the product; tries again a few times and then gives up, as gateways do. */
export async function sendCallback(
	target: { url: string; secret: string },
	report: Report,
	behaviour: Behaviour,
): Promise<void> {
	await pause(behaviour.delayMs);
	const times = { normal: 1, early: 1, lost: 0, twice: 2 }[behaviour.callback];
	for (let time = 0; time < times; time++) await deliver(target, report);
}

async function deliver({ url, secret }: { url: string; secret: string }, report: Report): Promise<void> {
	const body = JSON.stringify(report);
	for (const waitMs of triesMs) {
		await pause(waitMs);
		const timestamp = String(Date.now());
		const signature = await hmacSha256Hex(secret, `${timestamp}.${body}`);
		const status = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-gateway-timestamp': timestamp,
				'x-gateway-signature': signature,
			},
			body,
			signal: AbortSignal.timeout(5_000),
		}).then(
			(reply) => reply.status,
			() => 0,
		);
		// A refusal is an answer; silence, a busy product and an order not yet known are worth another try.
		if (status !== 0 && status < 500 && status !== 429) return;
	}
}

function pause(ms: number): Promise<void> {
	return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
