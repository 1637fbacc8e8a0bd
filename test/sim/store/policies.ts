/** Row-level security as the migrations write it, once more in TypeScript: the contract suite holds the two equal. */
import type { Transaction } from './memory-database.ts';
import type { TableName, Tables } from './tables.ts';

type Test<Row> = (row: Row, at: Transaction) => boolean;

interface Policy<Row> {
	select: Test<Row>;
	insert: Test<Row>;
	/** Which rows may be changed, and what they may become. */
	update: Test<Row>;
	updated: Test<Row>;
	delete: Test<Row>;
}

const never = () => false;
const always = () => true;
const system = (_: unknown, { actor }: Transaction) => actor.kind === 'system';
const idOf = ({ actor }: Transaction) => (actor.kind === 'account' ? actor.accountId : null);
const roleOf = ({ actor }: Transaction) => (actor.kind === 'account' ? actor.role : '');
const schoolOf = ({ actor }: Transaction) => (actor.kind === 'account' ? actor.schoolCode : null);
const isAt = (at: Transaction, schoolCode: string) =>
	roleOf(at) === 'school-admin' && Boolean(schoolOf(at)) && schoolOf(at) === schoolCode;

const judged: ReadonlySet<string> = new Set(['declared', 'returned', 'approved', 'rejected']);
const ownWritten: ReadonlySet<string> = new Set(['draft', 'notified', 'declared', 'returned']);
const openOrders: ReadonlySet<string> = new Set(['due', 'declared', 'paying', 'failed', 'cancelled']);
const staffRoles: ReadonlySet<string> = new Set(['reviewer', 'clerk', 'school-admin']);

const isOwn: Test<{ ownerAccountId: string }> = (row, at) => row.ownerAccountId === idOf(at);
const isJudged: Test<Tables['enrollment']> = (row, at) => roleOf(at) === 'reviewer' && judged.has(row.state);

const seesEnrollment: Test<Tables['enrollment']> = (row, at) =>
	system(row, at) ||
	isOwn(row, at) ||
	isJudged(row, at) ||
	(isAt(at, row.schoolCode) && row.state !== 'draft');

function enrollmentOf(at: Transaction, id: string) {
	return at.find('enrollment', id);
}

interface Attached {
	enrollmentId: string;
}
const seesOf: Test<Attached> = (row, at) =>
	system(row, at) || (roleOf(at) !== 'school-admin' && enrollmentOf(at, row.enrollmentId) !== null);
const ownsOf: Test<Attached> = (row, at) => system(row, at) || isTheirs(row, at);
const isTheirs: Test<Attached> = (row, at) => enrollmentOf(at, row.enrollmentId)?.ownerAccountId === idOf(at);
const reviews: Test<Attached> = (row, at) => {
	const found = enrollmentOf(at, row.enrollmentId);
	return roleOf(at) === 'reviewer' && found !== null && found.ownerAccountId !== idOf(at);
};
const saysAsReviewer: Test<Attached & { reviewerId: string }> = (row, at) =>
	reviews(row, at) && row.reviewerId === idOf(at);

const seesOrder: Test<Tables['order']> = (row, at) =>
	system(row, at) ||
	isOwn(row, at) ||
	roleOf(at) === 'reviewer' ||
	roleOf(at) === 'clerk' ||
	isAt(at, row.schoolCode);
const isMarked: Test<Tables['order']> = (row, at) =>
	row.state === 'due' &&
	isAt(at, row.schoolCode) &&
	at.visible('registration').some((mark) => mark.enrollmentId === row.enrollmentId);

const forSystem = { select: system, insert: system, update: system, updated: system, delete: system };
const none = { select: never, insert: never, update: never, updated: never, delete: never };
const ofAccount: Test<{ accountId: string }> = (row, at) => system(row, at) || row.accountId === idOf(at);

const ofDevice: Test<{ deviceId: string }> = (row, at) =>
	system(row, at) || at.find('device', row.deviceId) !== null;

const ownsTold: Test<Tables['notice']> = (row, at) =>
	(row.enrollmentId !== null && enrollmentOf(at, row.enrollmentId)?.ownerAccountId === row.accountId) ||
	at
		.visible('order')
		.some((order) => order.enrollmentId === row.enrollmentId && order.ownerAccountId === row.accountId) ||
	(row.claimId !== null && at.find('claim', row.claimId)?.ownerAccountId === row.accountId);

const isReviewer = (at: Transaction) => roleOf(at) === 'reviewer';
const changedByOwner: ReadonlySet<string> = new Set(['draft', 'returned']);
const handable: ReadonlySet<string> = new Set(['draft', 'returned', 'submitted']);
const seesClaim: Test<Tables['claim']> = (row, at) =>
	system(row, at) || isOwn(row, at) || (isReviewer(at) && row.state !== 'draft');
const judgesClaim: Test<Tables['claim']> = (row, at) =>
	isReviewer(at) && !isOwn(row, at) && row.state !== 'draft';
const ofOwnClaim: Test<{ claimId: string }> = (row, at) =>
	at.find('claim', row.claimId)?.ownerAccountId === idOf(at);
const ofJudgedClaim: Test<{ claimId: string }> = (row, at) => {
	const claim = at.find('claim', row.claimId);
	return claim !== null && judgesClaim(claim, at);
};
const seesOfClaim: Test<{ claimId: string }> = (row, at) =>
	system(row, at) || at.find('claim', row.claimId) !== null;
/** Of files a reviewer sees what a claim of that owner names, once it was handed in. */
const isNamedInSubmitted: Test<Tables['document']> = (row, at) =>
	isReviewer(at) &&
	at.visible('claimDocument').some((named) => {
		const claim = named.hash === row.hash ? at.find('claim', named.claimId) : null;
		return claim?.ownerAccountId === row.ownerAccountId && claim.state !== 'draft';
	});

export const policies: { [Name in TableName]: Policy<Tables[Name]> } = {
	account: {
		...none,
		select: (row, at) => system(row, at) || row.id === idOf(at),
		insert: system,
		update: system,
		updated: system,
	},
	person: { ...none, select: ofAccount, insert: system },
	session: forSystem,
	limit: forSystem,
	setting: { ...none, select: always, insert: system, update: system, updated: system },
	enrollment: {
		select: seesEnrollment,
		insert: (row, at) => system(row, at) || (isOwn(row, at) && row.state === 'draft'),
		update: (row, at) => system(row, at) || isOwn(row, at) || isJudged(row, at),
		updated: (row, at) =>
			system(row, at) ||
			(isOwn(row, at) && ownWritten.has(row.state)) ||
			(isJudged(row, at) && !isOwn(row, at)),
		delete: (row, at) => isOwn(row, at) && row.state === 'draft',
	},
	signature: { ...none, select: seesOf, insert: ownsOf },
	fieldConflict: { ...none, select: isTheirs, insert: isTheirs, update: isTheirs, updated: isTheirs },
	evaluation: { ...none, select: seesOf, insert: (row, at) => ownsOf(row, at) || reviews(row, at) },
	submission: { ...none, select: seesOf, insert: ownsOf },
	reviewWord: { ...none, select: seesOf, insert: saysAsReviewer },
	correction: { ...none, select: seesOf, insert: saysAsReviewer },
	pairing: { ...none, select: ownsOf, insert: ownsOf, delete: system },
	superseded: { ...none, select: seesOf, insert: system },
	factRequest: {
		select: (row, at) =>
			ownsOf(row, at) || (roleOf(at) === 'reviewer' && enrollmentOf(at, row.enrollmentId) !== null),
		insert: ownsOf,
		update: ownsOf,
		updated: ownsOf,
		delete: system,
	},
	order: {
		...none,
		select: seesOrder,
		insert: (row, at) => system(row, at) || roleOf(at) === 'reviewer',
		update: (row, at) =>
			system(row, at) || isMarked(row, at) || (reviews(row, at) && openOrders.has(row.state)),
		updated: (row, at) => system(row, at) || isMarked(row, at) || (reviews(row, at) && row.state === 'void'),
	},
	payment: {
		...none,
		select: (row, at) => system(row, at) || at.find('order', row.orderId) !== null,
		insert: system,
		update: system,
		updated: system,
	},
	stray: {
		...none,
		select: (row, at) =>
			system(row, at) ||
			roleOf(at) === 'clerk' ||
			roleOf(at) === 'reviewer' ||
			(row.orderId !== null && at.find('order', row.orderId)?.ownerAccountId === idOf(at)),
		insert: system,
		update: system,
		updated: system,
	},
	ledger: {
		...none,
		select: (row, at) => system(row, at) || ['reviewer', 'clerk', 'auditor'].includes(roleOf(at)),
		insert: (row, at) =>
			system(row, at) || (roleOf(at) === 'reviewer' && (row.kind === 'order' || row.kind === 'void')),
	},
	device: { ...none, select: ofAccount, insert: ofAccount, update: ofAccount, updated: ofAccount },
	receipt: {
		...none,
		select: ofDevice,
		insert: ofDevice,
	},
	change: { ...none, select: ofAccount, insert: always, delete: ofAccount },
	audit: {
		...none,
		select: (row, at) =>
			system(row, at) ||
			roleOf(at) === 'auditor' ||
			(roleOf(at) === 'reviewer' && row.subject !== null && enrollmentOf(at, row.subject) !== null),
		insert: always,
	},
	seal: { ...none, select: (row, at) => system(row, at) || roleOf(at) === 'auditor', insert: system },
	notice: {
		...none,
		select: ofAccount,
		insert: (row, at) => (system(row, at) || staffRoles.has(roleOf(at))) && ownsTold(row, at),
		update: (row, at) => row.accountId === idOf(at),
		updated: (row, at) => row.accountId === idOf(at),
	},
	delivery: {
		...none,
		select: system,
		insert: (row, at) => system(row, at) || staffRoles.has(roleOf(at)),
		update: system,
		updated: system,
	},
	registration: {
		...none,
		select: (row, at) => system(row, at) || isAt(at, row.schoolCode) || reviews(row, at),
		insert: (row, at) => {
			const found = enrollmentOf(at, row.enrollmentId);
			const isThere = found?.state === 'approved' && found.schoolCode === row.schoolCode;
			return isAt(at, row.schoolCode) && row.markedBy === idOf(at) && isThere;
		},
	},
	claim: {
		select: seesClaim,
		insert: (row, at) => isOwn(row, at) && row.state === 'draft',
		update: (row, at) =>
			(isOwn(row, at) && changedByOwner.has(row.state)) || (judgesClaim(row, at) && row.state !== 'returned'),
		// An amount is never its owner's to write.
		updated: (row, at) =>
			(isOwn(row, at) && handable.has(row.state) && row.valuation === null) || judgesClaim(row, at),
		delete: (row, at) => isOwn(row, at) && row.state === 'draft',
	},
	claimDocument: { ...none, select: seesOfClaim, insert: ofOwnClaim, delete: ofOwnClaim },
	claimReceipt: { ...none, select: seesOfClaim, insert: ofJudgedClaim, delete: ofJudgedClaim },
	claimAct: {
		...none,
		select: seesOfClaim,
		insert: (row, at) =>
			row.accountId === idOf(at) &&
			(row.content.act === 'submit' ? ofOwnClaim(row, at) : ofJudgedClaim(row, at)),
	},
	document: {
		select: (row, at) => system(row, at) || isOwn(row, at) || isNamedInSubmitted(row, at),
		insert: isOwn,
		update: isOwn,
		updated: isOwn,
		delete: system,
	},
	stop: {
		...none,
		select: (row, at) => system(row, at) || isOwn(row, at),
		insert: (row, at) => isOwn(row, at) && row.state === 'requested',
		update: system,
		updated: system,
	},
};
