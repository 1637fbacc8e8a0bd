import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';
import { auditCheckRepository } from './audit-check.repository.ts';
import { accountParts } from './account-repositories.ts';
import { claimActRepository, claimReviewRepository } from './claim-review.repository.ts';
import { claimRepository } from './claim.repository.ts';
import type { Database } from './database.ts';
import { madeWhenAskedFor, type Parts } from './parts.ts';
import { deskParts } from './desk-acts.repository.ts';
import { documentRepository } from './document.repository.ts';
import { driveParts } from './drive-entry.repository.ts';
import { flowParts } from './flow-repositories.ts';
import { outcomeRepository } from './outcome.repository.ts';
import { preparedEntryRepository } from './prepared-entry.repository.ts';
import { listExportRepository } from './list-export.repository.ts';
import { windowEntryRepository } from './window-entry.repository.ts';
import { schoolStaffRepository } from './school-staff.repository.ts';
import { noticeParts } from './notice.repository.ts';
import { paidForRepository } from './paid-for.repository.ts';
import { schoolRegistrationRepository } from './school-registration.repository.ts';
import { feedbackRepository } from './feedback.repository.ts';
import { retentionParts } from './retention.repository.ts';
import { subjectRepository } from './subject.repository.ts';
import { rosterParts } from './roster.repository.ts';
import { stopRepository } from './stop.repository.ts';
import { statementRepository } from './statement.repository.ts';

const parts: Parts<Tx> = {
	...accountParts,
	...flowParts,
	...noticeParts,
	...driveParts,
	...retentionParts,
	...rosterParts,
	...deskParts,
	auditChecks: auditCheckRepository,
	claims: (trx) => ({ ...claimRepository(trx), ...claimReviewRepository(trx) }),
	claimActs: claimActRepository,
	documents: documentRepository,
	feedback: feedbackRepository,
	outcomes: outcomeRepository,
	preparedEntries: preparedEntryRepository,
	listExports: listExportRepository,
	windowEntries: windowEntryRepository,
	schoolStaff: schoolStaffRepository,
	paidFor: paidForRepository,
	statements: statementRepository,
	schoolRegistrations: schoolRegistrationRepository,
	stops: stopRepository,
	subjects: subjectRepository,
};

const repositories = madeWhenAskedFor(parts);

/** Use cases see repositories, never SQL: each `run` is one transaction of one actor. */
export function createUnitOfWork(database: Database): UnitOfWork {
	return {
		run: (actor, work, how) => database.run(actor, (trx) => work(repositories(trx)), how),
	};
}
