import type { MomentPort } from '#lib/app/moment/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ServerMoment } from '#shared/protocol/exchange.ts';
import { isIsoDate } from '#shared/std/date.ts';
import { err, ok } from '#shared/std/result.ts';
import { wireFetch } from './wire-fetch.ts';

const timeoutMs = 15_000;

/** What `static/theme.js` asked before any of this was loaded; it answers once. */
function earlyAnswer(): typeof fetch | undefined {
	const page = globalThis as { campuscoverMoment?: Promise<Response> };
	const early = page.campuscoverMoment;
	delete page.campuscoverMoment;
	return early && (() => early);
}

function isMoment(value: unknown): value is ServerMoment {
	const { serverTimeMs, businessDate, demo } = (value ?? {}) as Record<string, unknown>;
	const isDated = typeof businessDate === 'string' && isIsoDate(businessDate);
	return isDated && typeof serverTimeMs === 'number' && typeof demo === 'boolean';
}

/**
 * The server's moment, in one plain call: it is all that the first screen waits for, and must not wait itself for
 * the client of all other calls.
 */
export const askMoment: MomentPort['now'] = async () => {
	try {
		const reply = await wireFetch('/api/trpc/status.moment', {}, { timeoutMs, fetch: earlyAnswer() });
		const body = (await reply.json()) as { result?: { data?: unknown } };
		const moment = body.result?.data;
		if (isMoment(moment)) return ok(moment);
		// Whatever our server refuses it for, the first screen waits: it need not load the list of codes to say so.
		return err({ code: 'server.unavailable' });
	} catch (error) {
		return err(error instanceof RefusalError ? error.refusal : { code: 'server.bug' });
	}
};
