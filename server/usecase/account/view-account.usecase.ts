import type { AccountView } from '#shared/protocol/account.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Actor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { accountToView } from './account-view.ts';

/** The signed-in account as its owner sees it, read as that account: the store shows it no other. */
export async function viewAccount(
	services: Services,
	actor: Extract<Actor, { kind: 'account' }>,
	needsSecondFactor = false,
): Promise<AccountView> {
	return services.uow.run(actor, async (tx) => {
		const account = await tx.accounts.findById(actor.accountId);
		if (!account) throw new RefusalError({ code: 'auth.required' });
		return accountToView(account, await tx.persons.findByAccount(actor.accountId), needsSecondFactor);
	});
}
