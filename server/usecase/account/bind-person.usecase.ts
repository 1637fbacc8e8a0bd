import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountView, BindPersonInput } from '#shared/protocol/account.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { accountToView } from './account-view.ts';
import { countHits, limits } from './limits.ts';

/** Full-width signs become plain, blanks go, a final x is written large: as the register holds them. */
export function normalisePerson(person: BindPersonInput): BindPersonInput {
	return {
		idType: person.idType,
		name: person.name.normalize('NFKC').trim(),
		idNumber: person.idNumber.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase(),
	};
}

function refuse(code: ErrorCode): never {
	throw new RefusalError({ code });
}

/**
 * Binds the account to one person for good, by the register's word on name, ID and the account's phone.
 * Throws `auth.person-mismatch`, `auth.person-taken`, `auth.register-silent` (nothing is lost: try again),
 * `request.too-many`. A person bound already gives the account as it is.
 */
export async function bindPerson(
	services: Services,
	{ actor, person }: { actor: Extract<Actor, { kind: 'account' }>; person: BindPersonInput },
): Promise<AccountView> {
	const claim = normalisePerson(person);
	const account = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.findById(actor.accountId));
	if (!account) refuse('auth.required');
	await countHits(services, [{ limit: limits.bindByAccount, of: account.id }]);

	const { own, holder } = await services.uow.run({ kind: 'system' }, async (tx) => ({
		own: await tx.persons.findByAccount(account.id),
		holder: await tx.persons.findByIdNumber(claim.idNumber),
	}));
	if (own?.idNumber === claim.idNumber && own.name === claim.name) return accountToView(account, own);
	if (own) refuse('auth.person-taken');
	// Only who knows the name to the number is told that it is taken; anybody else hears of a mismatch below.
	if (holder && holder.name === claim.name) refuse('auth.person-taken');

	const verdict = await services.register.verifyPerson({ ...claim, phone: account.phone });
	if (verdict !== 'match') refuse('auth.person-mismatch');
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const row = { ...claim, accountId: account.id, boundAtMs: services.clock.nowMs() };
		if (!(await tx.persons.bind(row))) refuse('auth.person-taken');
		await auditBinding(services, tx, account.id);
		return accountToView(account, row);
	});
}

async function auditBinding(services: Services, tx: Tx, accountId: string): Promise<void> {
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: accountId,
		act: 'account.bind-person',
		subject: accountId,
		detail: {},
	});
}
