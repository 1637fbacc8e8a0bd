import * as z from 'zod/mini';
import { paymentMethods, paymentSteps } from '#shared/domain/payment/order-state.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { hmacSha256Hex, isSameDigest } from '#shared/std/hmac.ts';
import { idPattern } from '#shared/std/id.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { GatewayPayment } from './ports.ts';
import type { GatewayStep } from './record-step.usecase.ts';

/** How far the gateway's clock and ours may be apart: real time, either way. */
const callbackWindowMs = 5 * 60_000;

const orderId = z.string().check(z.regex(idPattern));

const PaymentBody = z.strictObject({
	orderId,
	amountFen: z.int().check(z.minimum(1)),
	taxReceiptNumber: z.string().check(z.regex(/^[0-9A-Za-z-]{6,40}$/)),
	paidAtMs: z.int().check(z.minimum(1)),
	method: z.enum(paymentMethods),
	refundedAtMs: z.optional(z.int().check(z.minimum(1))),
});

const StepBody = z.strictObject({
	orderId,
	step: z.enum(paymentSteps),
	sequence: z.int().check(z.minimum(1)),
});

/** A payment, or a step of one in the making. */
export type CallbackReport = GatewayPayment | GatewayStep;

export interface SignedCallback {
	/** Milliseconds, as the header's text: part of what was signed. */
	timestamp: string;
	signature: string;
	/** As it came over the wire: parsing and writing again could change a byte. */
	rawBody: string;
}

/**
 * What a callback tells of, when it is truly the gateway's: HMAC-SHA256 over `timestamp.rawBody`.
 * The signature is judged before anything is parsed. Refusals: `payment.signature-invalid`, `payment.stale`,
 * `request.malformed`.
 */
export async function verifyCallback(call: {
	callback: SignedCallback;
	secret: string;
	nowMs: number;
}): Promise<Result<CallbackReport, ErrorCode>> {
	const { timestamp, signature, rawBody } = call.callback;
	const expected = await hmacSha256Hex(call.secret, `${timestamp}.${rawBody}`);
	if (!isSameDigest(expected, signature)) return err('payment.signature-invalid');
	const atMs = /^\d{1,15}$/.test(timestamp) ? Number(timestamp) : NaN;
	if (!(Math.abs(call.nowMs - atMs) <= callbackWindowMs)) return err('payment.stale');
	const parsed = z.union([PaymentBody, StepBody]).safeParse(parseJson(rawBody));
	return parsed.success ? ok(parsed.data) : err('request.malformed');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
