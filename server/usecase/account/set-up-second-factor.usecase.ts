import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	RecoveryCodes,
	SecondFactorCodeInput,
	SecondFactorKey,
	SecondFactorState,
} from '#shared/protocol/second-factor.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { maskPhone } from './account-view.ts';
import type { Caller } from './caller.ts';
import { newRecoveryCodes, recoveryHashes } from './recovery-codes.ts';
import { countProofTry, stepOfCode } from './second-factor-proof.ts';

interface OwnFactor {
	services: Services;
	actor: AccountActor;
}

export async function readSecondFactor({ services, actor }: OwnFactor): Promise<SecondFactorState> {
	const { accountId } = actor;
	const { row, codesLeft } = await services.uow.run({ kind: 'system' }, async (tx) => ({
		row: await tx.secondFactors.find(accountId),
		codesLeft: await tx.secondFactors.countRecoveryCodes(accountId),
	}));
	return {
		isOn: Boolean(row?.confirmedAtMs),
		isRequired: services.staffSecondFactor === 'required',
		canSetUp: services.secondFactor !== null,
		codesLeft,
	};
}

/**
 * A new secret, in the place of one that was never confirmed. Nothing asks for it until it is. Throws
 * `auth.second-factor-closed` without a master key, `auth.second-factor-changed` where one is on already.
 */
export async function beginSecondFactor({ services, actor }: OwnFactor): Promise<SecondFactorKey> {
	const { accountId } = actor;
	if (!services.secondFactor) throw new RefusalError({ code: 'auth.second-factor-closed' });
	const account = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findById(accountId));
	if (!account) throw new RefusalError({ code: 'auth.required' });
	const label = maskPhone(account.phone);
	const { wrapped, key, uri } = await services.secondFactor.make({ accountId, label });
	const begunAtMs = services.clock.nowMs();
	const isBegun = await services.uow.run({ kind: 'system' }, (tx) =>
		tx.secondFactors.begin({ accountId, wrappedSecret: wrapped, begunAtMs }),
	);
	if (!isBegun) throw new RefusalError({ code: 'auth.second-factor-changed' });
	return { key, uri };
}

/**
 * The first code shows that the person's app has the secret: from now on it is asked for. Sessions that are open stay. The
 * recovery codes are told this once. Throws `request.too-many`, `auth.second-factor-wrong`, `auth.second-factor-closed`,
 * `auth.second-factor-changed` where none was begun.
 */
export async function confirmSecondFactor({
	services,
	actor,
	input,
	caller,
}: OwnFactor & { input: SecondFactorCodeInput; caller: Caller }): Promise<RecoveryCodes> {
	const { accountId } = actor;
	await countProofTry(services, { accountId, caller });
	const row = await services.uow.run({ kind: 'system' }, (tx) => tx.secondFactors.find(accountId));
	if (row?.confirmedAtMs !== null) throw new RefusalError({ code: 'auth.second-factor-changed' });
	const step = await stepOfCode(services, row, input.code);
	const codes = newRecoveryCodes(services);
	const hashes = await recoveryHashes(accountId, codes);
	const atMs = services.clock.nowMs();
	await services.uow.run({ kind: 'system' }, async (tx) => {
		if (!(await tx.secondFactors.confirm(row, step, atMs))) {
			throw new RefusalError({ code: 'auth.second-factor-changed' });
		}
		await tx.secondFactors.replaceRecoveryCodes(accountId, hashes);
		await tx.audit.append({
			atMs,
			actor: accountId,
			act: 'second-factor.confirm',
			subject: accountId,
			detail: {},
		});
	});
	return { codes };
}
