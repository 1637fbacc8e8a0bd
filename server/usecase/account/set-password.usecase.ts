import { RefusalError } from '#shared/errors/refusal.ts';
import type { SetPasswordInput } from '#shared/protocol/account.ts';
import type { Services } from '../ports.ts';
import type { Caller } from './caller.ts';
import { countHits, limits } from './limits.ts';
import { judgeCode, spendCode } from './one-time-code.ts';
import { isWeakPassword } from './password.ts';
import { hashSecret } from './secret-hash.ts';
import { accountOfPhone } from './sign-in.usecase.ts';

/**
 * Sets, changes or recovers the password by a code to the phone (Y20), and ends the account's other
 * sessions. A code to the phone proves the phone, so a phone that is new here gets its account: the answer is
 * the same either way. Throws `auth.password-weak` before the code is touched, then as `judgeCode`.
 */
export async function setPassword(
	services: Services,
	{
		phone,
		code,
		password,
		caller,
		keepTokenHash,
	}: SetPasswordInput & { caller: Caller; keepTokenHash: string | null },
): Promise<void> {
	await countHits(services, [{ limit: limits.tryByAddress, of: caller.address }]);
	if (isWeakPassword(password, phone)) {
		throw new RefusalError({ code: 'auth.password-weak', path: 'password' });
	}
	const codeId = await judgeCode(services, { phone, code, purpose: 'set-password' });
	const passwordHash = await hashSecret(password);
	const accountId = await services.uow.run({ kind: 'system' }, async (tx) => {
		await spendCode(tx, codeId);
		const { id } = await accountOfPhone(services, tx, phone);
		await tx.accounts.setPasswordHash(id, passwordHash);
		await tx.sessions.removeOthersOf(id, keepTokenHash);
		const atMs = services.clock.nowMs();
		await tx.audit.append({ atMs, actor: id, act: 'account.set-password', subject: id, detail: {} });
		return id;
	});
	services.pokes.endStreams(accountId);
}
