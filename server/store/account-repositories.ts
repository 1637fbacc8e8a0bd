import type { AccountTx } from '#server/usecase/account/ports.ts';
import { accountRepository } from './account.repository.ts';
import type { Parts } from './parts.ts';
import { limitRepository } from './limit.repository.ts';
import { oneTimeCodeRepository } from './one-time-code.repository.ts';
import { personRepository } from './person.repository.ts';
import { secretRepository } from './secret.repository.ts';
import { secondFactorRepository, signInTicketRepository } from './second-factor.repository.ts';
import { sessionRepository } from './session.repository.ts';
import { settingRepository } from './setting.repository.ts';

/** Repositories of accounts and signing in, in one transaction. */
export const accountParts: Parts<AccountTx> = {
	accounts: accountRepository,
	persons: personRepository,
	sessions: sessionRepository,
	oneTimeCodes: oneTimeCodeRepository,
	secondFactors: secondFactorRepository,
	signInTickets: signInTicketRepository,
	limits: limitRepository,
	settings: settingRepository,
	secrets: secretRepository,
};
