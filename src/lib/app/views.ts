/** Types that screens show, at the door of this room: ui and routes take them from here, not from the rooms below. */
export type { LocalClaim } from '#lib/device/claim-types.ts';
export type { LocalDriveDraft, LocalStub } from '#lib/device/sealing/drive-draft.ts';
export type { FormLine, SealedLine } from '#lib/device/sealing/drive-lines.ts';
export type { LocalRosterStudent } from '#lib/device/sealing/roster-store.ts';
export type { LocalDrive, StubStanding } from '#lib/device/sealing/drive-watch.ts';
export type { DriveKit, InvitationCard, OwnEntry } from '#shared/protocol/drive.ts';
export type { ClaimCase, ClaimConflict, ClaimQueueRow } from '#shared/protocol/claim-review.ts';
export type {
	RescueCounts,
	RescueFile,
	RescueProblem,
	RescueTaken,
} from '#lib/device/rescue/rescue-types.ts';
export type { LocalEnrollment, RecordProgress, SyncStatus } from '#lib/device/types.ts';
export type {
	DriveInvitation,
	DriveList,
	DriveReport,
	DriveVolunteer,
	NewInvitation,
} from '#shared/protocol/drive.ts';
export type { PreparedEntry } from '#shared/protocol/prepared.ts';
export type { EntryStatus } from '#shared/protocol/drive-entry.ts';
export type {
	AuditChain,
	AuditCheck,
	AuditLine,
	AuditPage,
	AuditSearchInput,
} from '#shared/protocol/audit.ts';
export type { LegalHolds, LegalHoldView } from '#shared/protocol/legal-hold.ts';
export type { FeedbackQueue } from '#shared/protocol/feedback.ts';
export type { AccountView, SignInAnswer } from '#shared/protocol/account.ts';
export type { SecondFactorKey, SecondFactorState } from '#shared/protocol/second-factor.ts';
export type {
	HeldMoney,
	HeldStudents,
	MarkRegisteredResult,
	MoneyTotals,
	OrderRow,
	OrderSearchInput,
	SchoolProgress,
	TakenTotals,
} from '#shared/protocol/office.ts';
export type {
	HeldCase,
	LeaveOpenInput,
	Left,
	MissingThere,
	MoneyExportCard,
	OrderChoice,
	OrderDetail,
	StatementDifference,
	StatementResult,
} from '#shared/protocol/money.ts';
export type { ExportCardHead } from '#shared/protocol/list-export.ts';
export type { BadRow, StatementSummary } from '#shared/protocol/statement.ts';
export type {
	Candidate,
	ImportSummary,
	RosterImportDetail,
	RosterOverview,
} from '#shared/protocol/roster.ts';
export type { OtherOrder, OtherState, PaidForList } from '#shared/protocol/payer.ts';
export type { UsedFact } from '#shared/domain/decision/decision.ts';
export type { Evaluation, RevealedNumbers, ReviewCase } from '#shared/protocol/review.ts';
export type {
	BulkApproval,
	ReviewFilter,
	ReviewQueueRow,
	ReviewStatistics,
	ReviewView,
} from '#shared/protocol/review-desk.ts';
export type { EnrollmentView, OrderView } from '#shared/protocol/view.ts';
export type {
	AskExportInput,
	ExportCard,
	ExportedStudent,
	Reminder,
	SchoolConsole,
	StudentChoice,
	StudentRow,
} from '#shared/protocol/outcome.ts';
export type { WindowEntry } from '#shared/protocol/window.ts';
