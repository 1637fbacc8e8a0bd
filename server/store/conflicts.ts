/** What PostgreSQL says when it is not the statement that is wrong. */
import { RefusalError } from '#shared/errors/refusal.ts';
import { isRefusedAsPrepared } from './postgres/statement-names.ts';

const maxTries = 5;
/** Serialization failure, deadlock: the other transaction goes on, this one may try again. */
const conflictCodes: ReadonlySet<string> = new Set(['40001', '40P01']);
/** No connection, too many of them, shutting down, starting up, waited too long. */
const silentCodes = /^(08|53|57|55P03|25P03|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EHOSTUNREACH)/;
/** The driver has words and no code for a connection that is gone, or that it got none in time. */
const silentWords = /^Connection terminated|not queryable|when trying to connect|Client was closed/;

function isSilence(error: unknown): boolean {
	return silentCodes.test(codeOf(error)) || (error instanceof Error && silentWords.test(error.message));
}

function codeOf(error: unknown): string {
	const { code } = (error ?? {}) as { code?: unknown };
	return typeof code === 'string' ? code : '';
}

/**
 * Runs a transaction, again where it lost against another one. What is no fault of ours but the database's
 * silence becomes RefusalError `server.unavailable`: whoever asked keeps what they have and asks later.
 */
export async function inSpiteOfConflicts<T>(transaction: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await transaction();
		} catch (error) {
			const code = codeOf(error);
			if ((conflictCodes.has(code) || isRefusedAsPrepared(code)) && tries < maxTries) continue;
			if (conflictCodes.has(code) || isSilence(error)) {
				throw new RefusalError({ code: 'server.unavailable' });
			}
			throw error;
		}
	}
}
