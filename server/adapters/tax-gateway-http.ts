import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Clock } from '#shared/std/clock.ts';
import { paymentMethods, paymentSteps } from '#shared/domain/payment/order-state.ts';
import type { GatewayAnswer, GatewayPort } from '#server/usecase/payment/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';

const timeoutMs = 5_000;

const Payment = z.object({
	orderId: z.string(),
	amountFen: z.int().check(z.minimum(1)),
	taxReceiptNumber: z.string().check(z.regex(/^[0-9A-Za-z-]{6,40}$/)),
	paidAtMs: z.int().check(z.minimum(1)),
	method: z.enum(paymentMethods),
	refundedAtMs: z.optional(z.int().check(z.minimum(1))),
});
const payments = z.optional(z.array(Payment).check(z.maxLength(100)));

const Answer = z.discriminatedUnion('state', [
	z.object({ state: z.literal('unknown') }),
	z.object({ state: z.enum(['due', 'void']), payments }),
	z.object({ state: z.enum(paymentSteps), sequence: z.int().check(z.minimum(1)), payments }),
	z.object({ state: z.literal('paid'), payment: Payment, payments }),
]);

export interface GatewayOptions {
	/** Where the gateway's interface is. */
	url: string;
	/** Shared with the gateway; signs our calls and its callbacks. */
	secret: string;
	/** Where a person opens the demo's cashier; null in production. */
	payBaseUrl: string | null;
}

/**
 * Speaks the gateway's contract of docs/ports.md. Each call is signed: HMAC-SHA256 over
 * `timestamp.METHOD path.body`. Names and numbers of persons travel in bodies, never in addresses.
 */
export function createTaxGateway(options: GatewayOptions, clock: Clock, logger: LoggerPort): GatewayPort {
	async function call(method: 'GET' | 'PUT' | 'POST', path: string, body: string): Promise<unknown> {
		const timestamp = String(clock.nowMs());
		try {
			const reply = await fetch(new URL(path, options.url), {
				method,
				headers: {
					'content-type': 'application/json',
					'x-gateway-timestamp': timestamp,
					'x-gateway-signature': createHmac('sha256', options.secret)
						.update(`${timestamp}.${method} ${path}.${body}`)
						.digest('hex'),
				},
				...(method === 'GET' ? {} : { body }),
				signal: AbortSignal.timeout(timeoutMs),
				redirect: 'error',
			});
			if (!reply.ok) throw new Error(`status ${reply.status}`);
			return await reply.json();
		} catch (error) {
			const reason = error instanceof Error ? error.message : 'unknown';
			logger.warn({ service: 'gateway', method, reason }, 'outside service silent');
			throw new RefusalError({ code: 'payment.gateway-silent', retryAfterSeconds: 30 });
		}
	}
	/** The answer about one order; one that tells of another's payments is none. */
	function answerOf(orderId: string, reply: unknown): GatewayAnswer {
		const parsed = Answer.safeParse(reply);
		if (parsed.success) {
			const told = 'payments' in parsed.data ? (parsed.data.payments ?? []) : [];
			const all = 'payment' in parsed.data ? [parsed.data.payment, ...told] : told;
			if (all.every((payment) => payment.orderId === orderId)) return parsed.data;
		}
		logger.warn({ service: 'gateway', reason: 'an answer of another shape' }, 'outside service silent');
		throw new RefusalError({ code: 'payment.gateway-silent', retryAfterSeconds: 30 });
	}
	return {
		async putOrder(order) {
			await call('PUT', `/api/orders/${order.orderId}`, JSON.stringify(order));
		},
		voidOrder: async (orderId) => answerOf(orderId, await call('POST', `/api/orders/${orderId}/void`, '{}')),
		cancelOrder: async (orderId) =>
			answerOf(orderId, await call('POST', `/api/orders/${orderId}/cancel`, '{}')),
		queryOrder: async (orderId) => answerOf(orderId, await call('GET', `/api/orders/${orderId}`, '')),
		payUrl: (orderId) =>
			options.payBaseUrl === null ? null : new URL(`/pay/${orderId}`, options.payBaseUrl).href,
	};
}
