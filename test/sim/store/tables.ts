/** The tables: their rows are the ports' own, their keys those of the migrations. */
import type { AccountRow, PersonRow, SessionRepository } from '#server/usecase/account/ports.ts';
import type { StoredAuditEntry, AuditSeal } from '#server/usecase/audit/ports.ts';
import type { EnrollmentRow, FactRequest, FieldConflictTable } from '#server/usecase/enrollment/ports.ts';
import type { ClaimActRow, ClaimRow } from '#server/usecase/claim/ports.ts';
import type { DocumentRow } from '#server/usecase/document/ports.ts';
import type { ChangeKey, ReceiptRow } from '#server/usecase/exchange/ports.ts';
import type { StopRow } from '#server/usecase/stop/ports.ts';
import type { NoticeDelivery, NoticeRow } from '#server/usecase/notice/ports.ts';
import type { SchoolRegistrationTable } from '#server/usecase/office/ports.ts';
import type { LedgerEntry } from '#server/usecase/payment/ledger-entries.ts';
import type { StrayPaymentRow } from '#server/usecase/payment/ports.ts';
import type { Correction } from '#shared/domain/review/correction.ts';
import type { ReviewWord } from '#shared/domain/review/reasons.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { Evaluation, SubmittedContent } from '#shared/protocol/review.ts';
import type { OrderRow, PaymentRow } from '#server/usecase/payment/order-ports.ts';

type KeptConflict = Awaited<ReturnType<FieldConflictTable['open']>>[number];

interface Attached<Content> {
	n: number;
	enrollmentId: string;
	content: Content;
}

export interface Tables {
	account: AccountRow;
	person: PersonRow;
	session: Parameters<SessionRepository['add']>[0];
	limit: { key: string; hits: number; endsAtMs: number };
	setting: { key: string; value: string };
	enrollment: EnrollmentRow;
	signature: { enrollmentId: string; hash: string; content: Signature; receivedAtMs: number };
	fieldConflict: KeptConflict & { settledAtMs: number | null };
	evaluation: Attached<Evaluation>;
	submission: Attached<SubmittedContent>;
	reviewWord: Attached<ReviewWord> & { reviewerId: string };
	correction: Attached<Correction> & { reviewerId: string };
	pairing: { enrollmentId: string };
	superseded: { entryId: string; enrollmentId: string; atMs: number };
	factRequest: FactRequest;
	order: OrderRow;
	payment: PaymentRow;
	stray: StrayPaymentRow;
	ledger: LedgerEntry;
	device: { id: string; accountId: string; lastSequence: number; lastSeenAtMs: number };
	receipt: ReceiptRow;
	change: ChangeKey & { n: number; xid: number; accountId: string; quietFor: string | null };
	audit: StoredAuditEntry;
	seal: AuditSeal;
	notice: NoticeRow;
	delivery: NoticeDelivery & { nextTryAtMs: number; outcome: string | null };
	registration: Parameters<SchoolRegistrationTable['insert']>[0];
	claim: ClaimRow;
	claimDocument: { claimId: string; hash: string };
	claimReceipt: { claimId: string; number: string };
	claimAct: ClaimActRow & { n: number; claimId: string };
	document: DocumentRow;
	stop: StopRow;
}

export type TableName = keyof Tables;
export type AnyRow = Tables[TableName];

interface Definition<Row> {
	key(row: Row): string;
	/** Value of each unique index; null where the row is not in it. */
	unique?: Record<string, (row: Row) => string | null>;
}

const byN = { key: ({ n }: { n: number }) => String(n) };
const byId = { key: ({ id }: { id: string }) => id };
const activeStates: ReadonlySet<string> = new Set(['declared', 'returned', 'approved']);

export const tables: { [Name in TableName]: Definition<Tables[Name]> } = {
	account: { ...byId, unique: { phone: ({ phone }) => phone } },
	person: { key: ({ accountId }) => accountId, unique: { idNumber: ({ idNumber }) => idNumber } },
	session: { key: ({ tokenHash }) => tokenHash },
	limit: { key: ({ key }) => key },
	setting: { key: ({ key }) => key },
	enrollment: {
		...byId,
		unique: {
			caseNumber: ({ caseNumber }) => caseNumber,
			ofPerson: ({ personId, schemeId, state }) =>
				personId !== null && activeStates.has(state) ? `${personId} ${schemeId}` : null,
		},
	},
	signature: { key: ({ enrollmentId, hash }) => `${enrollmentId} ${hash}` },
	fieldConflict: byN,
	evaluation: byN,
	submission: byN,
	reviewWord: byN,
	correction: byN,
	pairing: { key: ({ enrollmentId }) => enrollmentId },
	superseded: { key: ({ entryId }) => entryId },
	factRequest: { key: ({ enrollmentId }) => enrollmentId },
	order: {
		...byId,
		unique: {
			serial: ({ serial }) => serial,
			ofPerson: (order) =>
				order.voidedAtMs === null ? `${order.personId} ${order.schemeId} ${order.insuranceYear}` : null,
			ofEnrollment: ({ voidedAtMs, enrollmentId }) => (voidedAtMs === null ? enrollmentId : null),
		},
	},
	payment: {
		...byId,
		unique: {
			order: ({ orderId }) => orderId,
			receiptNumber: ({ taxReceiptNumber }) => taxReceiptNumber,
			ofPerson: (paid) => `${paid.personId} ${paid.insurance} ${paid.insuranceYear}`,
		},
	},
	stray: {
		...byId,
		unique: { reported: (row) => `${row.reportedOrderId} ${row.taxReceiptNumber} ${row.amountFen}` },
	},
	ledger: { key: ({ kind, subject }) => `${kind} ${subject}` },
	device: byId,
	receipt: { key: ({ deviceId, sequence }) => `${deviceId} ${sequence}` },
	change: byN,
	audit: { key: ({ id }) => String(id) },
	seal: { key: ({ number }) => String(number), unique: { entry: ({ entryId }) => String(entryId) } },
	notice: byId,
	delivery: { key: ({ noticeId, channel }) => `${noticeId} ${channel}` },
	registration: { key: ({ enrollmentId }) => enrollmentId },
	claim: byId,
	claimDocument: { key: ({ claimId, hash }) => `${claimId} ${hash}` },
	claimReceipt: { key: ({ claimId, number }) => `${claimId} ${number}` },
	claimAct: byN,
	document: {
		key: ({ ownerAccountId, hash }) => `${ownerAccountId} ${hash}`,
		unique: { place: ({ place }) => place },
	},
	stop: byId,
};
