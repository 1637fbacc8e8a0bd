import { pino } from 'pino';
import type { LoggerPort } from '#server/usecase/ports.ts';

/** Names that may hold personal data: should one slip into a log call, its value does not. */
const redacted = [
	'phone',
	'idNumber',
	'password',
	'token',
	'cookie',
	'authorization',
	'body',
	'address',
	'fields',
].flatMap((key) => [key, `*.${key}`]);

/** JSON lines on standard output. */
export function createLogger(level: string): LoggerPort & { flush(): void } {
	const log = pino({
		level,
		base: undefined,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: { paths: redacted, censor: '[redacted]' },
	});
	return {
		info: (fields, message) => log.info(fields, message),
		warn: (fields, message) => log.warn(fields, message),
		error: (fields, message) => log.error(fields, message),
		flush: () => log.flush(),
	};
}
