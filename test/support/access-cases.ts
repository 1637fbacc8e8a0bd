/** How each procedure and door is called on a record. One that names records and has no case here is found. */
import type { Kind, Named } from './access-house.ts';
import { anIdNumber } from './applicant.ts';

export interface AccessCase {
	of: Kind;
	/** Of a procedure its input, of a door its path, or its path and body. Acts name what nobody saw, so that none of them is carried out. */
	call(named: Named): unknown;
}

const someId = '018f0000-0000-7000-8000-0000000000ee';
const seen = { evaluationId: someId };
const reasons = [{ target: 'field', field: 'name', code: 'unclear', words: '请核对' }];
const words = '请核对';

const on = (of: Kind, call: AccessCase['call']): AccessCase => ({ of, call });
const byId = (of: Kind, more: object = {}) => on(of, ({ id }) => ({ id, ...more }));

const ofEnrollment = (more: object = {}) => byId('enrollment', { ...seen, ...more });
const ofClaim = (more: object = {}) => byId('claim', { revision: 999, ...more });
const ofStudents = (more: object = {}) => on('student', ({ id }) => ({ ids: [id], ...more }));
const ofOrder = on('order', ({ id }) => ({ orderId: id }));

export const procedureCases: Record<string, AccessCase> = {
	'review.case': byId('enrollment'),
	'review.reveal': byId('enrollment'),
	'review.approve': ofEnrollment(),
	'review.return': ofEnrollment({ reasons }),
	'review.reject': ofEnrollment({ code: 'other', words }),
	'review.reopen': ofEnrollment({ reasons, code: 'wrong-content', words }),
	'review.setFact': ofEnrollment({ key: 'student.registered', value: true, words }),
	'review.correct': ofEnrollment({
		changes: [{ field: 'address', value: '别处' }],
		code: 'typing-error',
		words,
	}),

	'review.removeView': byId('view'),
	'review.take': byId('enrollment'),
	'review.release': byId('enrollment'),
	'review.runApprovals': byId('approvals'),

	'claimReview.case': byId('claim'),
	'claimReview.reveal': byId('claim'),
	'claimReview.check': ofClaim({ papers: [] }),
	'claimReview.return': ofClaim({ papers: [], bills: [] }),
	'claimReview.process': ofClaim({ bills: [] }),
	'claimReview.valuate': ofClaim({ level: null, approvedFen: 1, words: '' }),
	'claimReview.approve': ofClaim(),
	'claimReview.reject': ofClaim({ papers: [], code: 'not-covered', words }),
	'claimReview.undo': ofClaim({ code: 'other', words }),

	'audit.hold': on('person', ({ id }) => ({ accountId: id, reason: words })),
	'audit.lift': byId('hold', { reason: words }),

	'payment.check': ofOrder,
	'payment.cancel': ofOrder,
	'payment.void': ofOrder,
	'payment.declareAgain': ofOrder,
	'payment.forOther': on('order', ({ more: { name, idNumber, serial } }) => ({
		...{ name, idNumber, serial },
		begins: false,
	})),

	'stop.latest': on('stop', ({ id }) => ({ enrollmentId: id })),

	'office.markRegistered': on('enrollment', ({ id }) => ({ ids: [id] })),

	'roster.import': byId('roster'),
	'roster.problems': byId('roster'),
	'roster.readAnew': byId('roster', { sheet: 0, headLine: null, columns: null }),
	'roster.takeOver': byId('roster'),
	'roster.undo': byId('roster'),
	'roster.decide': on('candidate', ({ id, more }) => ({
		studentId: id,
		enrollmentId: more.enrollmentId,
		word: 'other',
	})),

	'outcome.say': ofStudents({ said: { word: 'elsewhere', proof: 'certificate', place: '昆明市' } }),
	'outcome.clear': ofStudents(),
	'outcome.stay': ofStudents({ reason: 'delayed' }),
	'outcome.endStay': ofStudents(),
	'outcome.prepare': ofStudents(),
	'outcome.judgeExport': byId('export', { agree: true }),
	'outcome.beginExport': byId('export'),
	'outcome.exportPart': byId('export', { n: 0 }),
	'outcome.takeExport': byId('export'),
	'outcome.endStaff': byId('staff'),

	'money.judgeExport': byId('order-export', { agree: true }),
	'money.beginExport': byId('order-export'),
	'money.exportPart': byId('order-export', { n: 0 }),
	'money.takeExport': byId('order-export'),
	'money.assign': on('stray', ({ id, more: { serial } }) => ({ strayId: id, serial })),
	'money.refund': on('refundable', ({ id }) => ({ strayId: id })),
	'money.statement': byId('statement'),
	'money.askBadRows': on('statement', ({ id }) => ({
		id: crypto.randomUUID(),
		statementId: id,
		reason: '改好再传',
	})),
	'money.lookAgain': byId('statement', { line: 2 }),
	'money.leave': on('stray', ({ id }) => ({
		kind: 'held',
		subject: id,
		line: 0,
		reason: 'next-statement',
		words: null,
	})),
	'money.order': ofOrder,

	'feedback.send': on('enrollment', ({ id }) => ({
		id: crypto.randomUUID(),
		feedback: { category: 'app', office: 'centre', words, recordId: id, pictures: [] },
	})),
	'feedback.take': byId('feedback'),
	'feedback.answer': byId('feedback', { answer: words }),

	'drive.close': byId('drive'),
	'drive.read': byId('drive'),
	'drive.report': byId('drive'),
	'drive.rosterChoice': byId('drive'),
	'drive.chooseRoster': on('drive', ({ id }) => ({
		driveId: id,
		parts: [{ college: '临床医学院', className: null }],
		hasIdNumbers: false,
	})),
	'drive.helpers': byId('drive'),
	'drive.nameHelpers': on('drive', ({ id }) => ({ driveId: id, phones: ['13900000009'] })),
	'drive.dropHelper': on('drive', ({ id }) => ({ driveId: id, id: someId })),
	'drive.takeRoster': on('drive-roster', ({ id }) => ({ driveId: id, after: null })),
	'drive.invite': on('drive', ({ id }) => ({ driveId: id, hours: 1, uses: 1 })),
	'drive.revokeInvitation': on('invitation', ({ id, more }) => ({ driveId: more.driveId, id })),
	'drive.revoke': on('assignment', ({ id, more }) => ({ driveId: more.driveId, assignmentId: id })),
	'drive.invitation': on('token', ({ more }) => ({ token: more.token })),
	'drive.join': on('token', ({ more }) => ({
		token: more.token,
		undertaking: { textVersion: '1', atMs: 1 },
	})),
	'drive.followEntry': byId('entry'),
	'drive.withdrawEntry': byId('settled-entry'),
	'drive.takeEntry': on('entry', ({ more }) => ({ token: more.token })),
};

export const doorCases: Record<string, AccessCase> = {
	'GET /api/documents/:hash': on('document', ({ id }) => `/api/documents/${id}`),
	'GET /api/claims/:claim/documents/:hash': on(
		'claim-file',
		({ id, more }) => `/api/claims/${id}/documents/${more.hash}`,
	),
	'GET /api/feedback/:feedback/documents/:hash': on(
		'feedback',
		({ id, more }) => `/api/feedback/${id}/documents/${more.hash}`,
	),
	'GET /api/outcomes/:student/documents/:hash': on(
		'outcome-scan',
		({ id, more }) => `/api/outcomes/${id}/documents/${more.hash}`,
	),
	'POST /api/requested-record.zip': on('person', ({ more }) => ({
		path: '/api/requested-record.zip',
		body: {
			...{ name: more.name, idType: 'resident-id', idNumber: more.personNumber },
			...{ reference: '2022-1', reason: words },
		},
	})),
	'GET /api/papers/receipts/:id': on('paid-order', ({ id }) => `/api/papers/receipts/${id}`),
	'GET /api/papers/letters/:id': on('letter', ({ id }) => `/api/papers/letters/${id}`),
	'GET /api/papers/decisions/:id': on('decided-claim', ({ id }) => `/api/papers/decisions/${id}`),
};

/** The same as `named`, of ids and proofs that nothing has. */
export function absentLike(named: Named): Named {
	const like = (key: string, value: string): string => {
		if (key === 'hash' || /^[0-9a-f]{64}$/.test(value)) return 'f'.repeat(64);
		if (key === 'personNumber') return anIdNumber();
		if (key === 'token') return 'A'.repeat(22);
		if (key === 'serial') return '202299999999999999';
		return /^[0-9a-f]{8}-/.test(value) ? crypto.randomUUID() : value;
	};
	const more = Object.fromEntries(Object.entries(named.more).map(([key, value]) => [key, like(key, value)]));
	return { ...named, id: like('id', named.id), more };
}
