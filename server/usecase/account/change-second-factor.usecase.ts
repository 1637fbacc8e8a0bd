import { RefusalError } from '#shared/errors/refusal.ts';
import type { RecoveryCodes, SecondFactorCodeInput } from '#shared/protocol/second-factor.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import type { Caller } from './caller.ts';
import { newRecoveryCodes, recoveryHashes } from './recovery-codes.ts';
import { judgeProof, spendProof } from './second-factor-proof.ts';

interface ProvenChange {
	services: Services;
	actor: AccountActor;
	input: SecondFactorCodeInput;
	caller: Caller;
}

/** New recovery codes in the place of all earlier ones, told this once. Throws as `judgeProof`. */
export async function renewRecoveryCodes(change: ProvenChange): Promise<RecoveryCodes> {
	const { services, actor, input, caller } = change;
	const { accountId } = actor;
	const proof = await judgeProof(services, { accountId, code: input.code, caller });
	const codes = newRecoveryCodes(services);
	const hashes = await recoveryHashes(accountId, codes);
	await services.uow.run({ kind: 'system' }, async (tx) => {
		await spendProof(services, tx, proof);
		await tx.secondFactors.replaceRecoveryCodes(accountId, hashes);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: accountId,
			act: 'second-factor.renew-codes',
			subject: accountId,
			detail: {},
		});
	});
	return { codes };
}

/** Only with a code. Throws as `judgeProof`. */
export async function switchOffSecondFactor(change: ProvenChange): Promise<void> {
	const { services, actor, input, caller } = change;
	const { accountId } = actor;
	const proof = await judgeProof(services, { accountId, code: input.code, caller });
	await services.uow.run({ kind: 'system' }, async (tx) => {
		await spendProof(services, tx, proof);
		await tx.secondFactors.remove(accountId);
		await tx.signInTickets.removeOf(accountId);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: accountId,
			act: 'second-factor.switch-off',
			subject: accountId,
			detail: {},
		});
	});
}

/**
 * For who lost phone and recovery codes: the operator takes the second factor away, at the server, and every session of the
 * account ends. Throws `request.not-found` where there is none.
 */
export async function resetSecondFactor({
	services,
	accountId,
}: {
	services: Pick<Services, 'uow' | 'clock'>;
	accountId: string;
}): Promise<void> {
	await services.uow.run({ kind: 'system' }, async (tx) => {
		if (!(await tx.secondFactors.remove(accountId))) throw new RefusalError({ code: 'request.not-found' });
		await tx.signInTickets.removeOf(accountId);
		await tx.sessions.removeOthersOf(accountId, null);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: 'system',
			act: 'second-factor.reset',
			subject: accountId,
			detail: {},
		});
	});
}
