import webPush from 'web-push';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { PushPort } from '#server/usecase/notice/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';

const timeoutMs = 10_000;
/** News older than this is told by the app alone. */
const keepSeconds = 86_400;

/** The push services of the browsers; a dot in front: and every host under it. */
const pushHosts = [
	'fcm.googleapis.com',
	'updates.push.services.mozilla.com',
	'.push.services.mozilla.com',
	'.notify.windows.com',
	'.push.apple.com',
];

export interface PushOptions {
	/** VAPID keys in base64url. */
	publicKey: string;
	privateKey: string;
	/** Who sends, for the push services: a `mailto:` or `https:` address. */
	subject: string;
	/** Demo only: an origin that stands for a push service in tests, e.g. `http://127.0.0.1:4000`. */
	testOrigin: string | null;
}

/**
 * Web Push (RFC 8030, 8291, 8292): the payload is `{ kind }`, encrypted for the browser alone. Calls no address but
 * those of the browsers' own push services, and follows no redirect: an endpoint is what a stranger typed.
 */
export function createPushHttp(options: PushOptions, logger: LoggerPort): PushPort {
	const { publicKey, privateKey, subject, testOrigin } = options;
	const takes = (endpoint: string) => isPushService(endpoint, testOrigin);
	return {
		publicKey,
		takes,
		async send({ endpoint, p256dh, auth }, { id, kind }) {
			// Checked again: what was stored may be older than the list.
			if (!takes(endpoint)) return 'gone';
			const { headers, body } = webPush.generateRequestDetails(
				{ endpoint, keys: { p256dh, auth } },
				JSON.stringify({ kind }),
				{ vapidDetails: { subject, publicKey, privateKey }, TTL: keepSeconds, topic: id.replaceAll('-', '') },
			);
			const status = await post(endpoint, headers as Record<string, string>, body as Buffer<ArrayBuffer>);
			if (typeof status === 'number' && status >= 200 && status < 300) return 'sent';
			if (status === 404 || status === 410) return 'gone';
			logger.warn({ service: 'push', reason: `status ${status}` }, 'outside service silent');
			throw new RefusalError({ code: 'server.unavailable' });
		},
	};
}

/** The status, or the name of what went wrong. */
async function post(endpoint: string, headers: Record<string, string>, body: BodyInit) {
	const { 'Content-Length': _, ...rest } = headers;
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const reply = await fetch(endpoint, { method: 'POST', headers: rest, body, signal, redirect: 'manual' });
		await reply.body?.cancel();
		return reply.status;
	} catch (error) {
		return error instanceof Error ? error.name : 'unknown';
	}
}

function isPushService(endpoint: string, testOrigin: string | null): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { origin, protocol, hostname, port, username, password } = new URL(endpoint);
	if (username !== '' || password !== '') return false;
	if (testOrigin !== null && origin === testOrigin) return true;
	if (protocol !== 'https:' || port !== '') return false;
	return pushHosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
}
