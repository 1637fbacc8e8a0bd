import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';
import { auditCheckRepository } from './audit-check.repository.ts';
import { accountRepositories } from './account-repositories.ts';
import { claimActRepository, claimReviewRepository } from './claim-review.repository.ts';
import { claimRepository } from './claim.repository.ts';
import type { Database, Trx } from './database.ts';
import { deskRepositories } from './desk-acts.repository.ts';
import { documentRepository } from './document.repository.ts';
import { driveRepositories } from './drive-entry.repository.ts';
import { flowRepositories } from './flow-repositories.ts';
import { outcomeRepository } from './outcome.repository.ts';
import { preparedEntryRepository } from './prepared-entry.repository.ts';
import { listExportRepository } from './list-export.repository.ts';
import { windowEntryRepository } from './window-entry.repository.ts';
import { schoolStaffRepository } from './school-staff.repository.ts';
import { noticeRepositories } from './notice.repository.ts';
import { paidForRepository } from './paid-for.repository.ts';
import { schoolRegistrationRepository } from './school-registration.repository.ts';
import { feedbackRepository } from './feedback.repository.ts';
import { retentionRepositories } from './retention.repository.ts';
import { subjectRepository } from './subject.repository.ts';
import { rosterRepositories } from './roster.repository.ts';
import { stopRepository } from './stop.repository.ts';
import { statementRepository } from './statement.repository.ts';

/** Use cases see repositories, never SQL: each `run` is one transaction of one actor. */
export function createUnitOfWork(database: Database): UnitOfWork {
	return {
		run: (actor, work, how) => database.run(actor, (trx) => work(repositories(trx)), how),
	};
}

function repositories(trx: Trx): Tx {
	return {
		...accountRepositories(trx),
		...flowRepositories(trx),
		...noticeRepositories(trx),
		...driveRepositories(trx),
		...retentionRepositories(trx),
		...rosterRepositories(trx),
		...deskRepositories(trx),
		auditChecks: auditCheckRepository(trx),
		claims: { ...claimRepository(trx), ...claimReviewRepository(trx) },
		claimActs: claimActRepository(trx),
		documents: documentRepository(trx),
		feedback: feedbackRepository(trx),
		outcomes: outcomeRepository(trx),
		preparedEntries: preparedEntryRepository(trx),
		listExports: listExportRepository(trx),
		windowEntries: windowEntryRepository(trx),
		schoolStaff: schoolStaffRepository(trx),
		paidFor: paidForRepository(trx),
		statements: statementRepository(trx),
		schoolRegistrations: schoolRegistrationRepository(trx),
		stops: stopRepository(trx),
		subjects: subjectRepository(trx),
	};
}
