/**
 * Sessions: a random token of 16 bytes in the browser's cookie, its SHA-256 in the store. A session lives 30
 * days from its last use; the use is written down at most once an hour.
 */
import { hash } from 'node:crypto';
import { bytesToBase64 } from '#shared/std/bytes.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { needsSecondFactor } from './second-factor-needed.ts';

const sessionMs = 30 * 86_400_000;
const touchEveryMs = 3_600_000;
const oneLook = { isOneLook: true };

export interface OpenSession {
	actor: Extract<Actor, { kind: 'account' }>;
	tokenHash: string;
	/** It reaches nothing but setting up a second factor. */
	needsSecondFactor: boolean;
	/** The cookie's life was prolonged: set it again. */
	renewed: boolean;
}

/** 128 random bits in base64url: 22 signs. */
export function newToken({ random }: Pick<Services, 'random'>): string {
	const text = bytesToBase64(random.bytes(16)).replaceAll('+', '-').replaceAll('/', '_');
	return text.slice(0, 22);
}

/** Opens a session in the transaction that signs the account in; the token for the cookie. */
export async function openSession(services: Services, tx: Tx, accountId: string): Promise<string> {
	const token = newToken(services);
	const nowMs = services.clock.nowMs();
	await tx.sessions.add({
		tokenHash: await sha256Hex(token),
		accountId,
		createdAtMs: nowMs,
		lastUsedAtMs: nowMs,
		expiresAtMs: nowMs + sessionMs,
	});
	return token;
}

/** The session behind a cookie; null when there is none or it has ended. Role and school are the account's of now. */
export async function findSession(services: Services, token: string): Promise<OpenSession | null> {
	// At once, with every call: Web Crypto's promise costs ten times as much as so small a hash.
	const tokenHash = hash('sha256', token);
	const nowMs = services.clock.nowMs();
	const session = await services.uow.run({ kind: 'system' }, (tx) => tx.sessions.find(tokenHash), oneLook);
	if (!session || session.expiresAtMs <= nowMs) return null;
	const renewed = nowMs - session.lastUsedAtMs >= touchEveryMs;
	if (renewed) {
		await services.uow.run({ kind: 'system' }, (tx) =>
			tx.sessions.touch(tokenHash, nowMs, nowMs + sessionMs),
		);
	}
	const { accountId, role, schoolCode } = session;
	return {
		actor: { kind: 'account', accountId, role, schoolCode },
		tokenHash,
		needsSecondFactor: needsSecondFactor(services, session),
		renewed,
	};
}

/** Ends one session; signing out twice is no error. */
export async function closeSession(
	services: Services,
	{ accountId, tokenHash }: { accountId: string; tokenHash: string },
): Promise<void> {
	const atMs = services.clock.nowMs();
	await services.uow.run({ kind: 'system' }, async (tx) => {
		await tx.sessions.remove(tokenHash);
		await tx.audit.append({
			atMs,
			actor: accountId,
			act: 'account.sign-out',
			subject: accountId,
			detail: {},
		});
	});
	services.pokes.endStreams(accountId);
}
