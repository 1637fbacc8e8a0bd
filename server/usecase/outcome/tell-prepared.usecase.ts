import { normalizeName } from '#shared/domain/identity/name.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services } from '../ports.ts';

const system = { kind: 'system' } as const;
const studentsAtOnce = 100;

/**
 * Tells those for whom a school has prepared an entry, where they have an account. On behalf of the system: whose account is whose is
 * not the school's to see. Answers with how many were looked at; nobody is told twice.
 */
export async function tellPrepared({ services }: { services: Services }): Promise<number> {
	const { looked, told } = await services.uow.run(system, async (tx) => {
		const due = await tx.preparedEntries.takeDue(studentsAtOnce);
		// A wrong digit names somebody else: the name must be theirs too.
		const accountIds = due.flatMap(({ name, account }) =>
			account && normalizeName(account.name) === name ? [account.id] : [],
		);
		for (const accountId of accountIds) {
			await tellOwner(tx, services, { kind: 'prepared', accountId, enrollmentId: null });
		}
		return { looked: due.length, told: accountIds };
	});
	for (const accountId of told) services.pokes.poke(accountId);
	return looked;
}
