import type { Migration } from 'kysely/migration';
import { accounts } from './0001-accounts.ts';
import { enrollment } from './0002-enrollment.ts';
import { ownerDecidesNothing } from './0003-owner-decides-nothing.ts';
import { returnAndReject } from './0004-return-and-reject.ts';
import { schoolRegistration } from './0005-school-registration.ts';
import { notices } from './0006-notices.ts';
import { paymentTrouble } from './0007-payment-trouble.ts';
import { reopenAndCorrect } from './0008-reopen-and-correct.ts';
import { oneCase } from './0009-one-case.ts';
import { registerAnswers } from './0010-register-answers.ts';
import { fieldRevisions } from './0011-field-revisions.ts';
import { claimsAndDocuments } from './0014-claims-and-documents.ts';
import { quietChanges } from './0017-quiet-changes.ts';
import { lostAndFound } from './0018-lost-and-found.ts';
import { ledger } from './0020-ledger.ts';
import { refundsAndStatements } from './0021-refunds-and-statements.ts';
import { claimReview } from './0022-claim-review.ts';
import { claimNotices } from './0023-claim-notices.ts';
import { stops } from './0024-stops.ts';
import { clerksDesk } from './0025-clerks-desk.ts';
import { feedback } from './0027-feedback.ts';
import { drives } from './0028-drives.ts';
import { feedbackPictures } from './0029-feedback-pictures.ts';
import { failedDeductions } from './0030-failed-deductions.ts';
import { roster } from './0031-roster.ts';
import { rosterReading } from './0032-roster-reading.ts';
import { outcomes } from './0033-outcomes.ts';
import { auditChecks } from './0034-audit-checks.ts';
import { reviewDesk } from './0036-review-desk.ts';
import { statisticsAndLists } from './0037-statistics-and-lists.ts';
import { driveRoster } from './0038-drive-roster.ts';
import { entryWithdrawn } from './0039-entry-withdrawn.ts';
import { retention } from './0040-retention.ts';
import { secondFactor } from './0041-second-factor.ts';
import { preparedEntries } from './0042-prepared-entries.ts';
import { helperIds } from './0043-helper-ids.ts';
import { clerksLists } from './0044-clerks-lists.ts';
import { windowEntries } from './0045-window-entries.ts';
import { cheapWrites } from './0051-cheap-writes.ts';
import { schoolLists } from './0052-school-lists.ts';
import { listsInParts } from './0054-lists-in-parts.ts';
import { outcomeScans } from './0055-outcome-scans.ts';
import { windowApart } from './0056-window-apart.ts';
import { unsealedEntries } from './0059-unsealed-entries.ts';
import { ordersOfOwner } from './0060-orders-of-owner.ts';

/** Every migration by its number, in order. One that was released never changes. */
export const migrations: Record<string, Migration> = {
	'0001-accounts': accounts,
	'0002-enrollment': enrollment,
	'0003-owner-decides-nothing': ownerDecidesNothing,
	'0004-return-and-reject': returnAndReject,
	'0005-school-registration': schoolRegistration,
	'0006-notices': notices,
	'0007-payment-trouble': paymentTrouble,
	'0008-reopen-and-correct': reopenAndCorrect,
	'0009-one-case': oneCase,
	'0010-register-answers': registerAnswers,
	'0011-field-revisions': fieldRevisions,
	'0014-claims-and-documents': claimsAndDocuments,
	'0017-quiet-changes': quietChanges,
	'0018-lost-and-found': lostAndFound,
	'0020-ledger': ledger,
	'0021-refunds-and-statements': refundsAndStatements,
	'0022-claim-review': claimReview,
	'0023-claim-notices': claimNotices,
	'0024-stops': stops,
	'0025-clerks-desk': clerksDesk,
	'0027-feedback': feedback,
	'0028-drives': drives,
	'0029-feedback-pictures': feedbackPictures,
	'0030-failed-deductions': failedDeductions,
	'0031-roster': roster,
	'0032-roster-reading': rosterReading,
	'0033-outcomes': outcomes,
	'0034-audit-checks': auditChecks,
	'0036-review-desk': reviewDesk,
	'0037-statistics-and-lists': statisticsAndLists,
	'0038-drive-roster': driveRoster,
	'0039-entry-withdrawn': entryWithdrawn,
	'0040-retention': retention,
	'0041-second-factor': secondFactor,
	'0042-prepared-entries': preparedEntries,
	'0043-helper-ids': helperIds,
	'0044-clerks-lists': clerksLists,
	'0045-window-entries': windowEntries,
	'0051-cheap-writes': cheapWrites,
	'0052-school-lists': schoolLists,
	'0054-lists-in-parts': listsInParts,
	'0055-outcome-scans': outcomeScans,
	'0056-window-apart': windowApart,
	'0059-unsealed-entries': unsealedEntries,
	'0060-orders-of-owner': ordersOfOwner,
};
