import { hash } from 'node:crypto';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { ExchangeEnvelope } from './parse-mutations.ts';

/**
 * Keeps what the device says it has unsent. One that asks for everything is answered with what another device of the
 * account had said in the same browser: a browser has one storage at a time, so that one is gone. What was written after
 * that was said, nobody knows.
 */
export async function noteUnsent({
	tx,
	services,
	actor,
	request,
	browser,
}: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	request: ExchangeEnvelope;
	browser: string | null;
}): Promise<ExchangeReply['former'] | null> {
	const { unsent, device: deviceId, cursor } = request;
	if (!unsent || browser === null) return null;
	const { accountId } = actor;
	const browserHash = hash('sha256', browser);
	const found = cursor === null ? await tx.unsentNotes.formerOf({ deviceId, accountId, browserHash }) : null;
	await tx.unsentNotes.put({
		deviceId,
		accountId,
		browserHash,
		...unsent,
		heardAtMs: services.clock.nowMs(),
	});
	return found && { records: found.records, files: found.files, heardAtMs: found.heardAtMs };
}
