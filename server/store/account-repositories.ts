import type { AccountTx } from '#server/usecase/account/ports.ts';
import { accountRepository } from './account.repository.ts';
import type { Trx } from './database.ts';
import { limitRepository } from './limit.repository.ts';
import { oneTimeCodeRepository } from './one-time-code.repository.ts';
import { personRepository } from './person.repository.ts';
import { secretRepository } from './secret.repository.ts';
import { secondFactorRepository, signInTicketRepository } from './second-factor.repository.ts';
import { sessionRepository } from './session.repository.ts';
import { settingRepository } from './setting.repository.ts';

/** Repositories of accounts and signing in, in one transaction. */
export function accountRepositories(trx: Trx): AccountTx {
	return {
		accounts: accountRepository(trx),
		persons: personRepository(trx),
		sessions: sessionRepository(trx),
		oneTimeCodes: oneTimeCodeRepository(trx),
		secondFactors: secondFactorRepository(trx),
		signInTickets: signInTicketRepository(trx),
		limits: limitRepository(trx),
		settings: settingRepository(trx),
		secrets: secretRepository(trx),
	};
}
