import { RefusalError } from '#shared/errors/refusal.ts';
import type { SmsPort } from '#server/usecase/account/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import { postJson } from './http-json.ts';

const timeoutMs = 5_000;

/** Speaks the SMS service's contract of docs/ports.md. */
export function createSmsHttp({ url, secret }: { url: string; secret: string }, logger: LoggerPort): SmsPort {
	async function send(body: object): Promise<void> {
		try {
			await postJson({ baseUrl: url, path: '/sms/messages', secret, body, timeoutMs });
		} catch (error) {
			logger.warn({ service: 'sms', reason: (error as Error).message }, 'outside service silent');
			throw new RefusalError({ code: 'auth.sms-silent', retryAfterSeconds: 30 });
		}
	}
	return {
		sendCode: ({ phone, code, purpose }) => send({ phone, template: purpose, code }),
		sendNotice: ({ id, phone, kind }) => send({ id, phone, template: `notice-${kind}` }),
	};
}
