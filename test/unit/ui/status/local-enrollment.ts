import type { EnrollmentView, LocalEnrollment, OrderView } from '#lib/app/views.ts';

/** A draft as the phone holds it; what matters to a test is given. */
export function aLocalEnrollment(patch: Partial<LocalEnrollment> = {}): LocalEnrollment {
	return {
		id: '01840000-0000-7000-8000-000000000001',
		owner: 'device',
		revision: 1,
		schemeId: 'yunnan-kunming-2023',
		schoolCode: 'kmmu',
		fields: {},
		consent: null,
		signature: null,
		step: null,
		submission: null,
		isWithdrawing: false,
		server: null,
		order: null,
		progress: 'local-only',
		refusal: null,
		keptBeside: [],
		conflicts: [],
		createdAtMs: 1,
		updatedAtMs: 1,
		...patch,
	};
}

export const aSubmission = {
	contentHash: 'a'.repeat(64),
	signatureHash: null,
	schoolConfirmed: true,
	atMs: 1,
} satisfies LocalEnrollment['submission'];

export function aServerView(state: EnrollmentView['state']): EnrollmentView {
	return {
		id: '01840000-0000-7000-8000-000000000001',
		schemeId: 'yunnan-kunming-2023',
		schoolCode: 'kmmu',
		state,
		fields: {},
		consent: null,
		signature: null,
		signatureHash: null,
		contentHash: null,
		caseNumber: 'K23-000001',
		submittedAtMs: Date.UTC(2026, 10, 22, 1, 12),
		submittedOn: '2022-10-15',
		decidedAtMs: state === 'approved' ? Date.UTC(2026, 10, 22, 7, 40) : null,
		decidedOn: state === 'approved' ? '2022-10-18' : null,
		evaluation: null,
		updatedAtMs: 1,
	};
}

export function anOrder(state: OrderView['state']): OrderView {
	return {
		id: '01840000-0000-7000-8000-000000000009',
		enrollmentId: '01840000-0000-7000-8000-000000000001',
		state,
		fee: {
			due: true,
			personalFen: 35_000,
			subsidyFen: 61_000,
			components: [],
			payNow: true,
			findings: [],
			cites: [],
		},
		serial: '202210150000000001',
		createdAtMs: 1,
		payUrl: null,
		payment:
			state === 'paid'
				? {
						taxReceiptNumber: '350599627384960783',
						paidFen: 35_000,
						paidAtMs: Date.UTC(2026, 10, 22, 8, 0),
						paidOn: '2022-10-19',
						method: 'wechat',
						periodFrom: '2023-01-01',
						periodTo: '2023-12-31',
						coverage: { from: '2023-01-01', to: null, waitingDays: null, cites: [], findings: [] },
					}
				: null,
		updatedAtMs: 1,
	};
}
