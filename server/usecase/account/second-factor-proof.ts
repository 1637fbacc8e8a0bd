import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services, Tx } from '../ports.ts';
import type { Caller } from './caller.ts';
import { countHits, limits } from './limits.ts';
import { recoveryHash } from './recovery-codes.ts';

/** What somebody typed: a code of now, or a recovery code. */
export type SecondFactorProof =
	| { kind: 'totp'; accountId: string; step: number }
	| { kind: 'recovery-code'; accountId: string; hash: string };

interface ProofTry {
	accountId: string;
	code: string;
	caller: Caller;
}

function refuseProof(): never {
	throw new RefusalError({ code: 'auth.second-factor-wrong', path: 'code' });
}

/** Counted by account and by address, whether right or wrong: committed before anything is judged. */
export async function countProofTry(
	services: Services,
	{ accountId, caller }: Pick<ProofTry, 'accountId' | 'caller'>,
): Promise<void> {
	await countHits(services, [
		{ limit: limits.secondFactorByAccount, of: accountId },
		{ limit: limits.secondFactorByAccountDaily, of: accountId },
		{ limit: limits.tryByAddress, of: caller.address },
	]);
}

/** Digits as typed on any keyboard: full-width ones become plain, blanks and dashes go. */
const plainOf = (typed: string) => typed.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();

const isTotpCode = (typed: string) => /^\d{6}$/.test(plainOf(typed));

/** The step of a code for this secret. Throws as `judgeProof`. */
export async function stepOfCode(
	services: Services,
	of: { accountId: string; wrappedSecret: string },
	typed: string,
): Promise<number> {
	if (!services.secondFactor) throw new RefusalError({ code: 'auth.second-factor-closed' });
	if (!isTotpCode(typed)) refuseProof();
	const step = await services.secondFactor.stepOf({
		accountId: of.accountId,
		wrapped: of.wrappedSecret,
		code: plainOf(typed),
		nowMs: services.clock.nowMs(),
	});
	return step ?? refuseProof();
}

/**
 * Judges what was typed; the proof is to be spent in the transaction that it allows. Throws `request.too-many`,
 * `auth.second-factor-wrong`, `auth.second-factor-changed` where the account has none, `auth.second-factor-closed` where
 * the secret cannot be opened: a recovery code works all the same.
 */
export async function judgeProof(
	services: Services,
	{ accountId, code, caller }: ProofTry,
): Promise<SecondFactorProof> {
	await countProofTry(services, { accountId, caller });
	const row = await services.uow.run({ kind: 'system' }, (tx) => tx.secondFactors.find(accountId));
	if (!row?.confirmedAtMs) throw new RefusalError({ code: 'auth.second-factor-changed' });
	if (isTotpCode(code)) return { kind: 'totp', accountId, step: await stepOfCode(services, row, code) };
	return { kind: 'recovery-code', accountId, hash: await recoveryHash(accountId, plainOf(code)) };
}

/** Spends a judged proof: of two at once only one goes through, and no code works twice. That a recovery code was used is audited. */
export async function spendProof(services: Services, tx: Tx, proof: SecondFactorProof): Promise<void> {
	const { accountId } = proof;
	if (proof.kind === 'totp') {
		if (!(await tx.secondFactors.useStep(accountId, proof.step))) refuseProof();
		return;
	}
	if (!(await tx.secondFactors.useRecoveryCode(accountId, proof.hash))) refuseProof();
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: accountId,
		act: 'second-factor.use-recovery-code',
		subject: accountId,
		detail: {},
	});
}
