import { createHmac } from 'node:crypto';
import type { Services, Tx } from '../ports.ts';
import type { AccountRow } from './ports.ts';

/**
 * The account that a phone number gets where it has none. Its id and its unlock key come from the number and a secret
 * that every backup holds: where a restored backup lacks the account, the next sign-in makes the same one again, and
 * what the person's phones hold for it is still theirs, and still opens.
 */
export async function newAccount(services: Services, tx: Tx, phone: string): Promise<AccountRow> {
	const root = await tx.secrets.accountRoot();
	const madeFor = (use: string) => createHmac('sha256', root).update(`${use} ${phone}`).digest();
	return {
		id: uuidOf(madeFor('account-id')),
		phone,
		role: 'student',
		schoolCode: null,
		passwordHash: null,
		unlockKey: madeFor('unlock-key').toString('base64'),
		createdAtMs: services.clock.nowMs(),
	};
}

/** A UUID of version 8 (RFC 9562: made by a rule of one's own) from 16 of the bytes. */
function uuidOf(digest: Buffer): string {
	const bytes = digest.subarray(0, 16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x80;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
