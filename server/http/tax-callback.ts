import { errorStatusByCode, type ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services } from '#server/usecase/ports.ts';
import { recordPayment, type PaymentOutcome } from '#server/usecase/payment/record-payment.usecase.ts';
import { recordStep } from '#server/usecase/payment/record-step.usecase.ts';
import { verifyCallback } from '#server/usecase/payment/verify-callback.ts';
import { readBytes } from './request-body.ts';

const maxBodyBytes = 10_000;

const refusalByOutcome: Partial<Record<PaymentOutcome, ErrorCode>> = {
	// 503 makes the gateway try again: the order may be about to be committed.
	'order-unknown': 'payment.order-unknown',
	held: 'payment.amount-differs',
};

/**
 * The tax gateway's call about a payment. 200 `{"status":"recorded"|"repeated"}`; everything else has a code of
 * the error list: 401 forged or altered, 400 stale or malformed, 413; 503 no such order yet, 409 not this order's
 * payment: in both the money is held.
 */
export async function handleTaxCallback(
	request: Request,
	{ services, secret }: { services: Services; secret: string },
): Promise<Response> {
	const body = await readBytes(request, maxBodyBytes).catch((error: unknown) => {
		if (error instanceof RefusalError) return error.refusal;
		throw error;
	});
	if (!(body instanceof Uint8Array)) return refusal(body.code);
	const rawBody = textOf(body);
	if (rawBody === null) return refusal('request.malformed');
	const callback = {
		timestamp: request.headers.get('x-gateway-timestamp') ?? '',
		signature: request.headers.get('x-gateway-signature') ?? '',
		rawBody,
	};
	const verified = await verifyCallback({ callback, secret, nowMs: services.clock.nowMs() });
	if (!verified.ok) {
		services.logger.warn({ code: verified.error }, 'tax callback refused');
		return refusal(verified.error);
	}
	const report = verified.value;
	const outcome =
		'step' in report
			? await recordStep({ services, report, source: 'callback' })
			: await recordPayment({ services, payment: report, source: 'callback' });
	const code = refusalByOutcome[outcome];
	return code ? refusal(code) : Response.json({ status: outcome });
}

/** The very bytes as text, a byte order mark and all: no two bodies become one text. Null when they are none. */
function textOf(body: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
	} catch {
		return null;
	}
}

function refusal(code: ErrorCode): Response {
	return Response.json({ code }, { status: errorStatusByCode[code] });
}
