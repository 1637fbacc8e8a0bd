/**
 * Who may call what, on whose records: the one table. The router and the HTTP doors take the roles that they let in
 * from here and know no others; the use cases look at the record, and row-level security looks once more.
 * `test/contract/http/access.test.ts` calls everything as everybody and expects exactly this table.
 */
import { isStaff, roles, type Role } from '#shared/domain/account/role.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

/**
 * Whose the record is that a call names, as seen by who calls: `own`; `own-school`, of their school; `assigned`, theirs
 * to work on (a drive that they joined, feedback to their office); `other`. `none`: the call names no record.
 */
export type Relation = 'own' | 'own-school' | 'assigned' | 'other' | 'none';

export interface AccessRow {
	/** For each role that may call at all, whose records it may name. To every other the call does not exist. */
	may: Readonly<Partial<Record<Role, readonly Relation[]>>>;
	/** Whoever is not signed in may call it too. */
	isPublic?: true;
	/** It is about the administrator's school: to one without a school it does not exist. */
	needsSchool?: true;
	/** Also for staff who have not set up the second factor that they need: it leads there. */
	isBeforeSecondFactor?: true;
	/** What is said in the place of `request.not-found` where it tells nothing new, e.g. of one's own record. */
	says?: Readonly<Partial<Record<Relation | 'other-role', ErrorCode>>>;
	/** The same to one role, whose record it ever is. */
	saysTo?: Readonly<Partial<Record<Role, ErrorCode>>>;
}

/** Every role alike, some with more. */
function everyone(relations: readonly Relation[], more: AccessRow['may'] = {}): AccessRow {
	const may = Object.fromEntries(roles.map((role) => [role, relations]));
	for (const [role, added] of Object.entries(more)) may[role] = [...relations, ...added];
	return { may };
}

const anyone: AccessRow = { ...everyone(['none']), isPublic: true };
const noRecord = everyone(['none']);
const ownAlone = everyone(['own']);

/** What every member of staff has of their own. */
const staffOwn: AccessRow = {
	may: Object.fromEntries(roles.filter(isStaff).map((role) => [role, ['none']])),
};

const reviewerLists: AccessRow = { may: { reviewer: ['none'] } };
/** A reviewer reads what was handed in, their own too: as its owner they see it anyway. */
const reviewerReads: AccessRow = { may: { reviewer: ['own', 'other'] } };
const enrollmentJudged: AccessRow = { may: { reviewer: ['other'] }, says: { own: 'enrollment.own-review' } };
const claimJudged: AccessRow = { may: { reviewer: ['other'] }, says: { own: 'claim.own-review' } };

const clerkLists: AccessRow = { may: { clerk: ['none'] } };
const clerkActs: AccessRow = { may: { clerk: ['own', 'other'] } };

const schoolLists: AccessRow = { may: { 'school-admin': ['none'] }, needsSchool: true };
const schoolActs: AccessRow = { may: { 'school-admin': ['own-school'] }, needsSchool: true };

/** Nobody answers their own. */
const feedbackAnswered: AccessRow = {
	may: { reviewer: ['assigned'], 'school-admin': ['own-school'] },
	needsSchool: true,
};

/** By an invitation's token: of a drive of the volunteer's own school, or that the school named a student for. */
const driveJoined: AccessRow = {
	may: { volunteer: ['own-school'], student: ['assigned'] },
	says: { 'other-role': 'drive.not-a-volunteer', other: 'drive.other-school' },
	saysTo: { student: 'drive.not-a-volunteer' },
};

/** Every procedure of the router, by its path. */
export const procedureAccess: Readonly<Record<string, AccessRow>> = {
	'status.moment': anyone,

	'account.requestCode': anyone,
	'account.signInWithCode': anyone,
	'account.signInWithPassword': anyone,
	'account.setPassword': anyone,
	'account.signInWithSecondFactor': anyone,
	'account.signOut': anyone,
	'account.me': { ...noRecord, isBeforeSecondFactor: true },
	'account.bindPerson': noRecord,

	'secondFactor.state': { ...staffOwn, isBeforeSecondFactor: true },
	'secondFactor.begin': { ...staffOwn, isBeforeSecondFactor: true },
	'secondFactor.confirm': { ...staffOwn, isBeforeSecondFactor: true },
	'secondFactor.renewCodes': staffOwn,
	'secondFactor.switchOff': staffOwn,

	'audit.search': { may: { auditor: ['none'] } },
	'audit.chain': { may: { auditor: ['none'] } },
	'audit.check': { may: { auditor: ['none'] } },
	'audit.holds': { may: { auditor: ['none'] } },
	/** Nobody says of themselves what is kept. */
	'audit.hold': { may: { auditor: ['other'] } },
	'audit.lift': { may: { auditor: ['other'] } },

	'demo.moveBusinessDate': anyone,

	/** Each mutation names records of its own: refused alone, in the reply. */
	'sync.exchange': everyone(['own'], { volunteer: ['assigned'] }),

	'review.queue': reviewerLists,
	'review.case': reviewerReads,
	'review.reveal': reviewerReads,
	'review.approve': enrollmentJudged,
	'review.return': enrollmentJudged,
	'review.reject': enrollmentJudged,
	'review.reopen': enrollmentJudged,
	'review.setFact': enrollmentJudged,
	'review.correct': enrollmentJudged,

	'review.find': reviewerLists,
	'review.views': reviewerLists,
	'review.saveView': reviewerLists,
	'review.removeView': { may: { reviewer: ['own'] } },
	'review.take': enrollmentJudged,
	'review.takeNext': reviewerLists,
	/** Nobody holds what is not in their hands: it says nothing of the case. */
	'review.release': reviewerReads,
	'review.statistics': reviewerLists,
	/** Each case stands for itself, in the reply. */
	'review.planApprovals': reviewerLists,
	'review.runApprovals': { may: { reviewer: ['own'] } },

	/** What one took down oneself. */
	'window.takeDown': reviewerLists,
	'window.entries': reviewerLists,

	'claimReview.queue': reviewerLists,
	'claimReview.case': reviewerReads,
	'claimReview.reveal': reviewerReads,
	'claimReview.check': claimJudged,
	'claimReview.return': claimJudged,
	'claimReview.process': claimJudged,
	'claimReview.valuate': claimJudged,
	'claimReview.approve': claimJudged,
	'claimReview.reject': claimJudged,
	'claimReview.undo': claimJudged,

	'payment.check': ownAlone,
	'payment.cancel': ownAlone,
	'payment.void': ownAlone,
	'payment.declareAgain': ownAlone,
	/** Of whom one knows name, ID number and serial, all three. */
	'payment.forOther': everyone(['own', 'own-school', 'other']),
	'payment.paidFor': noRecord,

	'paper.verify': anyone,

	'push.key': noRecord,
	'push.subscribe': noRecord,
	'push.unsubscribe': noRecord,

	'record.looks': noRecord,

	/** Of the account's own person, whatever enrollment it is for. */
	'stop.confirm': noRecord,
	'stop.latest': ownAlone,

	'office.schoolProgress': schoolLists,
	'office.heldStudents': schoolLists,
	'office.markRegistered': schoolActs,
	'roster.overview': schoolLists,
	'roster.students': schoolLists,
	'roster.import': schoolActs,
	'roster.problems': schoolActs,
	'roster.readAnew': schoolActs,
	'roster.takeOver': schoolActs,
	'roster.undo': schoolActs,
	'roster.candidates': schoolLists,
	'roster.decide': schoolActs,

	'outcome.overview': schoolLists,
	'outcome.students': schoolLists,
	'outcome.remind': schoolLists,
	'outcome.say': schoolActs,
	'outcome.clear': schoolActs,
	'outcome.stay': schoolActs,
	'outcome.endStay': schoolActs,
	'outcome.prepare': schoolActs,
	'outcome.prepareList': schoolLists,
	/** Of the account's own person alone. */
	'outcome.prepared': noRecord,
	'outcome.takePrepared': noRecord,
	'outcome.exports': schoolLists,
	'outcome.askExport': schoolLists,
	'outcome.judgeExport': schoolActs,
	'outcome.beginExport': schoolActs,
	'outcome.exportPart': schoolActs,
	'outcome.takeExport': schoolActs,
	'outcome.nameStaff': schoolLists,
	'outcome.endStaff': schoolActs,

	'office.orders': clerkLists,
	'office.findOrders': clerkLists,

	'money.assign': clerkActs,
	'money.refund': clerkActs,
	'money.totals': clerkLists,
	'money.takeTotals': clerkLists,
	'money.statements': clerkLists,
	'money.statement': clerkActs,
	'money.queue': clerkLists,
	'money.leave': clerkActs,
	'money.order': clerkActs,
	'money.exports': clerkLists,
	'money.askExport': clerkLists,
	/** Nobody agrees to what they asked for themselves; nobody takes what another asked for. */
	'money.judgeExport': { may: { clerk: ['other'] }, says: { own: 'outcome.own-export' } },
	'money.beginExport': { may: { clerk: ['own'] } },
	'money.exportPart': { may: { clerk: ['own'] } },
	'money.takeExport': { may: { clerk: ['own'] } },
	'money.askBadRows': clerkActs,
	'money.lookAgain': clerkActs,

	/** The record that it is about is one's own, or none. */
	'feedback.send': ownAlone,
	'feedback.own': noRecord,
	'feedback.queue': { may: { reviewer: ['none'], 'school-admin': ['none'] }, needsSchool: true },
	'feedback.take': feedbackAnswered,
	'feedback.answer': feedbackAnswered,

	'drive.open': schoolLists,
	'drive.close': schoolActs,
	'drive.list': schoolLists,
	'drive.read': schoolActs,
	'drive.report': schoolActs,
	'drive.invite': schoolActs,
	'drive.revokeInvitation': schoolActs,
	'drive.revoke': schoolActs,
	'drive.rosterChoice': schoolActs,
	'drive.chooseRoster': schoolActs,
	/** Of a drive that one works for. */
	'drive.takeRoster': everyone(['assigned']),
	'drive.helpers': schoolActs,
	'drive.nameHelpers': schoolActs,
	'drive.dropHelper': schoolActs,
	'drive.rotateKey': schoolLists,
	'drive.invitation': driveJoined,
	'drive.join': driveJoined,
	/** By a token, and only by the person that the entry is about. */
	'drive.takeEntry': {
		...ownAlone,
		says: { 'own-school': 'enrollment.not-own', other: 'enrollment.not-own' },
	},
	/** Only of the person that the entry is about. */
	'drive.followEntry': ownAlone,
	'drive.withdrawEntry': ownAlone,
	'drive.mine': noRecord,
};

/** Every door of HTTP that is no procedure, as method and route. */
export const doorAccess = {
	'GET /healthz': anyone,
	'GET /readyz': anyone,
	'POST /share': anyone,
	'GET /api/events': noRecord,
	/** Of the tax side, by its signature. */
	'POST /api/callbacks/tax': anyone,
	'GET /api/documents/:hash': ownAlone,
	/** What is sent becomes one's own. */
	'POST /api/documents/:hash': noRecord,
	'GET /api/claims/:claim/documents/:hash': everyone(['own'], { reviewer: ['other'] }),
	'GET /api/feedback/:feedback/documents/:hash': everyone(['own'], {
		reviewer: ['assigned'],
		'school-admin': ['own-school'],
	}),
	'GET /api/outcomes/:student/documents/:hash': schoolActs,
	'GET /api/papers/receipts/:id': ownAlone,
	'GET /api/papers/letters/:id': ownAlone,
	'GET /api/papers/decisions/:id': ownAlone,
	/** Of oneself. */
	'GET /api/record.zip': noRecord,
	/** Of a person who asked the office; one's own is had from the door above. */
	'POST /api/requested-record.zip': { may: { reviewer: ['other'] } },
	'POST /api/rosters': schoolLists,
	'POST /api/statements': { may: { clerk: ['none'] } },
} satisfies Record<string, AccessRow>;

export type Door = keyof typeof doorAccess;

/** What an account hears that the row does not let in; null: it may go on. */
export function refusalFor(
	row: AccessRow | undefined,
	{ role, schoolCode }: { role: Role; schoolCode: string | null },
	{ needsSecondFactor }: { needsSecondFactor: boolean },
): ErrorCode | null {
	// Before anything else, and everywhere alike: what is behind it is not told.
	if (needsSecondFactor && !row?.isBeforeSecondFactor) return 'auth.second-factor-needed';
	const lacksSchool = row?.needsSchool && role === 'school-admin' && !schoolCode;
	const isLetIn = row?.may[role] && !lacksSchool;
	return isLetIn ? null : (row?.says?.['other-role'] ?? 'request.not-found');
}
