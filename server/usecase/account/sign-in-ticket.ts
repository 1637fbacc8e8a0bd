/**
 * Half-way through a sign-in: the phone's code or the password was right, and the second factor is waited for. There is no
 * session yet. The ticket is a random value of which the store holds the SHA-256, for five minutes, five tries and one use.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Services, Tx } from '../ports.ts';
import type { SignInWay } from './ports.ts';
import { newToken } from './session.ts';

const validMs = 5 * 60_000;
const maxTries = 5;

export async function issueTicket(
	services: Services,
	tx: Tx,
	{ accountId, way }: { accountId: string; way: SignInWay },
): Promise<string> {
	const ticket = newToken(services);
	await tx.signInTickets.add({
		tokenHash: await sha256Hex(ticket),
		accountId,
		way,
		tries: 0,
		expiresAtMs: services.clock.nowMs() + validMs,
	});
	return ticket;
}

/** Counts a try, in a transaction of its own. Throws `auth.ticket-expired`, also for one that was used or never was. */
export async function tryTicket(
	services: Services,
	ticket: string,
): Promise<{ tokenHash: string; accountId: string; way: SignInWay }> {
	const tokenHash = await sha256Hex(ticket);
	const row = await services.uow.run({ kind: 'system' }, (tx) => tx.signInTickets.countTry(tokenHash));
	if (!row || row.tries > maxTries || row.expiresAtMs <= services.clock.nowMs()) refuseTicket();
	return row;
}

/** In the transaction that opens the session. */
export async function useTicket(tx: Tx, tokenHash: string): Promise<void> {
	if (!(await tx.signInTickets.use(tokenHash))) refuseTicket();
}

function refuseTicket(): never {
	throw new RefusalError({ code: 'auth.ticket-expired' });
}
