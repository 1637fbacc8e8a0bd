import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	AccountView,
	SecondStepInput,
	SignInWithCodeInput,
	SignInWithPasswordInput,
} from '#shared/protocol/account.ts';
import type { Services, Tx } from '../ports.ts';
import { accountToView } from './account-view.ts';
import type { Caller } from './caller.ts';
import { countHits, limits } from './limits.ts';
import { newAccount } from './new-account.ts';
import { judgeCode, spendCode } from './one-time-code.ts';
import type { AccountRow, SignInWay } from './ports.ts';
import { needsSecondFactor } from './second-factor-needed.ts';
import { judgeProof, spendProof } from './second-factor-proof.ts';
import { isSecretOf } from './secret-hash.ts';
import { openSession } from './session.ts';
import { issueTicket, tryTicket, useTicket } from './sign-in-ticket.ts';

export interface SignedIn {
	account: AccountView;
	/** For the cookie alone. */
	token: string;
}

/** The second factor is waited for: no session yet. */
export interface HalfSignedIn {
	ticket: string;
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

interface HowSignedIn {
	way: SignInWay;
	replaced: string | null;
	/** What was proven beside the way. */
	second?: 'totp' | 'recovery-code';
}

/** The session that the browser came with ends: nobody can sign it out any more once its cookie is replaced. */
async function signIn(
	services: Services,
	tx: Tx,
	account: AccountRow,
	{ way, replaced, second }: HowSignedIn,
): Promise<SignedIn> {
	if (replaced !== null) await tx.sessions.remove(replaced);
	const token = await openSession(services, tx, account.id);
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: account.id,
		act: 'account.sign-in',
		subject: account.id,
		detail: second ? { way, second } : { way },
	});
	const isNeeded = needsSecondFactor(services, { role: account.role, hasSecondFactor: second !== undefined });
	const person = await tx.persons.findByAccount(account.id);
	return { account: accountToView(account, person, isNeeded), token };
}

/**
 * A session, or a ticket where the account has a second factor. An app that does not know of tickets hears
 * `request.client-too-old`, whose words it has, and nothing is spent.
 */
async function signInOrHalf(
	services: Services,
	tx: Tx,
	account: AccountRow,
	{ way, replaced, takesTicket }: { way: SignInWay; replaced: string | null; takesTicket: true | undefined },
): Promise<SignedIn | HalfSignedIn> {
	const factor = await tx.secondFactors.find(account.id);
	if (!factor?.confirmedAtMs) return signIn(services, tx, account, { way, replaced });
	if (!takesTicket) throw new RefusalError({ code: 'request.client-too-old' });
	return { ticket: await issueTicket(services, tx, { accountId: account.id, way }) };
}

/** Throws `auth.code-wrong`, `auth.code-expired`, `auth.code-locked`, `request.too-many`, `request.client-too-old`. */
export async function signInWithCode(
	services: Services,
	{ phone, code, takesTicket, caller, replaced }: SignInWithCodeInput & SignInContext,
): Promise<SignedIn | HalfSignedIn> {
	await countHits(services, [{ limit: limits.tryByAddress, of: caller.address }]);
	const codeId = await judgeCode(services, { phone, code, purpose: 'sign-in' });
	return services.uow.run({ kind: 'system' }, async (tx) => {
		await spendCode(tx, codeId);
		const account = await accountOfPhone(services, tx, phone);
		return signInOrHalf(services, tx, account, { way: 'code', replaced, takesTicket });
	});
}

/** Throws `auth.password-wrong` (also for a phone without account or password), `request.too-many`, `request.client-too-old`. */
export async function signInWithPassword(
	services: Services,
	{ phone, password, takesTicket, caller, replaced }: SignInWithPasswordInput & SignInContext,
): Promise<SignedIn | HalfSignedIn> {
	await countHits(services, [
		{ limit: limits.passwordByPhone, of: phone },
		{ limit: limits.tryByAddress, of: caller.address },
	]);
	const account = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findByPhone(phone));
	const isRight = await isSecretOf(account?.passwordHash ?? null, password);
	if (!account || !isRight) throw new RefusalError({ code: 'auth.password-wrong', path: 'password' });
	return services.uow.run({ kind: 'system' }, (tx) =>
		signInOrHalf(services, tx, account, { way: 'password', replaced, takesTicket }),
	);
}

/**
 * The second step: a code of now, or a recovery code. Throws `auth.ticket-expired`, then as `judgeProof`. The ticket is used
 * up in the transaction that opens the session.
 */
export async function signInWithSecondFactor(
	services: Services,
	{ ticket, code, caller, replaced }: SecondStepInput & SignInContext,
): Promise<SignedIn> {
	const { tokenHash, accountId, way } = await tryTicket(services, ticket);
	const proof = await judgeProof(services, { accountId, code, caller });
	return services.uow.run({ kind: 'system' }, async (tx) => {
		await useTicket(tx, tokenHash);
		await spendProof(services, tx, proof);
		const account = await tx.accounts.findById(accountId);
		if (!account) throw new RefusalError({ code: 'auth.ticket-expired' });
		return signIn(services, tx, account, { way, replaced, second: proof.kind });
	});
}
