import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountView, SignInWithCodeInput, SignInWithPasswordInput } from '#shared/protocol/account.ts';
import type { Services, Tx } from '../ports.ts';
import { accountToView } from './account-view.ts';
import type { Caller } from './caller.ts';
import { countHits, limits } from './limits.ts';
import { newAccount } from './new-account.ts';
import { judgeCode, spendCode } from './one-time-code.ts';
import type { AccountRow } from './ports.ts';
import { isSecretOf } from './secret-hash.ts';
import { openSession } from './session.ts';

export interface SignedIn {
	account: AccountView;
	/** For the cookie alone. */
	token: string;
}

interface SignInContext {
	caller: Caller;
	/** The hash of the session that the browser came with; null when it had none. */
	replaced: string | null;
}

/** The phone's account; a phone that is new here gets a student's account. */
export async function accountOfPhone(services: Services, tx: Tx, phone: string): Promise<AccountRow> {
	return tx.accounts.addOrFind(await newAccount(services, tx, phone));
}

/** The session that the browser came with ends: nobody can sign it out any more once its cookie is replaced. */
async function signIn(
	services: Services,
	tx: Tx,
	account: AccountRow,
	{ way, replaced }: { way: string; replaced: string | null },
): Promise<SignedIn> {
	if (replaced !== null) await tx.sessions.remove(replaced);
	const token = await openSession(services, tx, account.id);
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: account.id,
		act: 'account.sign-in',
		subject: account.id,
		detail: { way },
	});
	return { account: accountToView(account, await tx.persons.findByAccount(account.id)), token };
}

/** Throws `auth.code-wrong`, `auth.code-expired`, `auth.code-locked`, `request.too-many`. */
export async function signInWithCode(
	services: Services,
	{ phone, code, caller, replaced }: SignInWithCodeInput & SignInContext,
): Promise<SignedIn> {
	await countHits(services, [{ limit: limits.tryByAddress, of: caller.address }]);
	const codeId = await judgeCode(services, { phone, code, purpose: 'sign-in' });
	return services.uow.run({ kind: 'system' }, async (tx) => {
		await spendCode(tx, codeId);
		const account = await accountOfPhone(services, tx, phone);
		return signIn(services, tx, account, { way: 'code', replaced });
	});
}

/** Throws `auth.password-wrong` (also for a phone without account or password), `request.too-many`. */
export async function signInWithPassword(
	services: Services,
	{ phone, password, caller, replaced }: SignInWithPasswordInput & SignInContext,
): Promise<SignedIn> {
	await countHits(services, [
		{ limit: limits.passwordByPhone, of: phone },
		{ limit: limits.tryByAddress, of: caller.address },
	]);
	const account = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findByPhone(phone));
	const isRight = await isSecretOf(account?.passwordHash ?? null, password);
	if (!account || !isRight) throw new RefusalError({ code: 'auth.password-wrong', path: 'password' });
	return services.uow.run({ kind: 'system' }, (tx) =>
		signIn(services, tx, account, { way: 'password', replaced }),
	);
}
