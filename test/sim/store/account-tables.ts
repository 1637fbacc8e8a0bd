import type { AccountTx } from '#server/usecase/account/ports.ts';
import type { Transaction } from './memory-database.ts';

/** See `account/ports.ts` for what each call promises. */
export function accountTables(
	at: Transaction,
): Omit<AccountTx, 'oneTimeCodes' | 'secondFactors' | 'signInTickets'> {
	return {
		accounts: {
			findById: async (id) => at.find('account', id),
			findByPhone: async (phone) => at.visible('account').find((row) => row.phone === phone) ?? null,
			async addOrFind(account) {
				await at.insert('account', account);
				return at.visible('account').find(({ phone }) => phone === account.phone)!;
			},
			async setPasswordHash(id, passwordHash) {
				await at.update('account', id, (row) => ({ ...row, passwordHash }));
			},
			countByPhones: async (phones) =>
				at.visible('account').filter(({ phone }) => phones.includes(phone)).length,
		},
		persons: {
			findByIdNumber: async (idNumber) =>
				at.visible('person').find((row) => row.idNumber === idNumber) ?? null,
			findByAccount: async (accountId) => at.find('person', accountId),
			bind: (person) => at.insert('person', person),
		},
		sessions: {
			async add(session) {
				await at.insert('session', session);
			},
			async find(tokenHash) {
				const session = at.find('session', tokenHash);
				const account = session && at.find('account', session.accountId);
				if (!account) return null;
				return { ...session, role: account.role, schoolCode: account.schoolCode, hasSecondFactor: false };
			},
			async touch(tokenHash, lastUsedAtMs, expiresAtMs) {
				await at.update('session', tokenHash, (row) => ({ ...row, lastUsedAtMs, expiresAtMs }));
			},
			async remove(tokenHash) {
				await at.remove('session', (row) => row.tokenHash === tokenHash);
			},
			async removeOthersOf(accountId, keep) {
				await at.remove('session', (row) => row.accountId === accountId && row.tokenHash !== keep);
			},
			removeExpired: (nowMs) => at.remove('session', ({ expiresAtMs }) => expiresAtMs <= nowMs),
		},
		limits: {
			async hit(key, windowMs, nowMs) {
				const held = at.find('limit', key);
				const isOpen = held !== null && held.endsAtMs > nowMs;
				const now = {
					key,
					hits: isOpen ? held.hits + 1 : 1,
					endsAtMs: isOpen ? held.endsAtMs : nowMs + windowMs,
				};
				if (held) await at.update('limit', key, () => now);
				else await at.insert('limit', now);
				return now;
			},
			removeExpired: (nowMs) => at.remove('limit', ({ endsAtMs }) => endsAtMs <= nowMs),
		},
		secrets: { accountRoot: async () => 'the root of this run' },
		settings: {
			get: async (key) => at.find('setting', key)?.value ?? null,
			async set(key, value) {
				const written = await at.update('setting', key, (row) => ({ ...row, value }));
				if (written === 'not-seen') await at.insert('setting', { key, value });
			},
		},
	};
}
