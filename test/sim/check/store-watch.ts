/** What must hold at every commit of the office's database. */
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderState } from '#shared/domain/payment/order-state.ts';
import type { MemoryDatabase, Write } from '../store/memory-database.ts';
import type { TableName, Tables } from '../store/tables.ts';
import type { Findings } from './findings.ts';

/** Once more, so that a transition that the product allows by mistake is found. */
const enrollmentMoves: Record<EnrollmentState, EnrollmentState[]> = {
	draft: ['notified', 'declared'],
	notified: ['declared', 'superseded'],
	superseded: [],
	declared: ['approved', 'returned', 'rejected', 'draft'],
	returned: ['declared'],
	approved: ['returned'],
	rejected: [],
};
const afterOpen: OrderState[] = ['declared', 'paying', 'failed', 'cancelled', 'paid', 'mismatch', 'void'];
const orderMoves: Record<OrderState, OrderState[]> = {
	due: afterOpen,
	declared: afterOpen,
	paying: afterOpen,
	failed: afterOpen,
	cancelled: afterOpen,
	paid: ['refund-pending', 'settled'],
	settled: ['refund-pending'],
	void: ['refund-pending'],
	mismatch: ['refund-pending', 'due', 'paid'],
	'refund-pending': ['paid', 'settled', 'void'],
};

/** What a mutation of a device leaves in the audit, once. */
const effects: ReadonlySet<string> = new Set([
	'enrollment.edit',
	'enrollment.declare',
	'enrollment.notify',
	'enrollment.remove',
	'enrollment.withdraw',
	'notice.read',
	'claim.edit',
	'claim.submit',
	'claim.remove',
]);

/** What a phone typed into a field that several write, and upon which revision of the record. */
export type Typed = ReadonlyMap<unknown, { phone: string; seen: number }>;

type Changed<Name extends TableName> = { before: Tables[Name] | null; after: Tables[Name] | null };

export class StoreWatch {
	readonly #database: MemoryDatabase;
	readonly #findings: Findings;
	readonly #today: () => string;
	readonly #typed: Typed;
	/** At which revision a value was set, by record and value. */
	readonly #setAt = new Map<string, number>();

	constructor(database: MemoryDatabase, findings: Findings, typed: Typed, today: () => string) {
		this.#typed = typed;
		this.#database = database;
		this.#findings = findings;
		this.#today = today;
		database.onCommit((writes) => this.#look(writes));
	}

	#look(writes: Write[]): void {
		const of = <Name extends TableName>(table: Name) =>
			writes.filter((write) => write.table === table) as unknown as Changed<Name>[];
		this.#exactlyOnce(of('receipt'), of('audit'));
		this.#dense(of('device'));
		this.#keptConflicts(of('receipt'), of('fieldConflict'));
		for (const change of of('enrollment')) this.#enrollment(change);
		for (const change of of('order')) this.#order(change);
		for (const change of of('payment')) this.#payment(change);
		this.#booked(writes);
		this.#audited(writes, of('audit'));
		this.#told([...of('enrollment'), ...of('claim')], of('order'), of('change'));
	}

	/** Effect and receipt in one commit, as many of the one as of the other. */
	#exactlyOnce(receipts: Changed<'receipt'>[], audit: Changed<'audit'>[]): void {
		const applied = receipts.filter(({ before, after }) => !before && after?.result.status === 'applied');
		const done = audit.flatMap(({ after }) =>
			after && effects.has(after.act) && !('replacedBy' in after.detail) ? [after] : [],
		);
		// Reading a notice again changes nothing, and leaves nothing.
		const isRight = done.length <= applied.length && (done.length > 0 || applied.length <= receipts.length);
		this.#findings.check(2, isRight, () => `${done.length} effects for ${applied.length} applied mutations`);
		const overwritten = receipts.some(({ before }) => before !== null);
		this.#findings.check(2, !overwritten, () => 'a receipt was written over');
	}

	#dense(devices: Changed<'device'>[]): void {
		for (const { before, after } of devices) {
			if (!after || after.lastSequence === (before?.lastSequence ?? 0)) continue;
			const isGrown = after.lastSequence > (before?.lastSequence ?? 0);
			this.#findings.check(3, isGrown, () => 'a device was numbered back');
			for (let n = (before?.lastSequence ?? 0) + 1; n <= after.lastSequence; n++) {
				const isThere = this.#database.committed.receipt.has(`${after.id} ${n}`);
				this.#findings.check(3, isThere, () => `number ${n} of a device was passed over`);
			}
		}
	}

	/** 9: what was kept out is in the history, in the same commit. */
	#keptConflicts(receipts: Changed<'receipt'>[], conflicts: Changed<'fieldConflict'>[]): void {
		const lost = receipts.flatMap(({ after }) => after?.result.lost ?? []);
		const kept = conflicts.filter(({ before }) => before === null);
		const isKept = lost.length === kept.length;
		this.#findings.check(9, isKept, () => `${lost.length} values lost, ${kept.length} kept`);
	}

	/** 9: nobody's value is written over by somebody who had not seen it. */
	#merged({ before, after }: Changed<'enrollment'>): void {
		if (!after) return;
		for (const [key, value] of Object.entries(after.fields)) {
			const stood = before?.fields[key] ?? null;
			if (stood === value || !key.startsWith('shared.')) continue;
			const [earlier, later] = [this.#typed.get(stood), this.#typed.get(value)];
			const setAt = this.#setAt.get(`${after.id} ${key} ${stood}`) ?? 0;
			this.#setAt.set(`${after.id} ${key} ${value}`, after.revision);
			if (!earlier || !later || earlier.phone === later.phone) continue;
			const isSeen = later.seen >= setAt;
			this.#findings.check(9, isSeen, () => `${later.phone} wrote ${key} over, which it had not seen`);
		}
	}

	#enrollment({ before, after }: Changed<'enrollment'>): void {
		if (!after) return;
		this.#merged({ before, after });
		const isMoved = before !== null && before.state !== after.state;
		const isAllowed = !isMoved || enrollmentMoves[before.state].includes(after.state);
		this.#findings.check(10, isAllowed, () => `enrollment ${before?.state} → ${after.state}`);
		if (after.state !== 'declared' || before?.state === 'declared') return;
		this.#findings.check(10, after.consent !== null, () => 'declared without consent');
		const isToday = after.submittedOn === this.#today();
		this.#findings.check(18, isToday, () => 'a submission is dated by another clock than the business date');
		if (after.fields.hardshipKind === 'none') return;
		const key = `${after.id} ${after.signatureHash}`;
		const isSigned = this.#database.committed.signature.has(key);
		this.#findings.check(10, isSigned, () => 'declared without the signature that it names');
		const signature = this.#database.committed.signature.get(key)?.content;
		const covered = signature?.covers.every((field) => signature !== undefined && field.length > 0) ?? false;
		this.#findings.check(15, covered && after.letterText !== null, () => 'a letter without what was signed');
	}

	#order({ before, after }: Changed<'order'>): void {
		if (!after) return;
		const isMoved = before !== null && before.state !== after.state;
		const isAllowed = !isMoved || orderMoves[before.state].includes(after.state);
		this.#findings.check(10, isAllowed, () => `order ${before?.state} → ${after.state}`);
		const isRule =
			after.amountFen === after.fee.personalFen && (!before || before.amountFen === after.amountFen);
		this.#findings.check(11, isRule, () => 'an order of another amount than the rule gives');
		if (after.state !== 'paid') return;
		const isPaid = [...this.#database.committed.payment.values()].some(({ orderId }) => orderId === after.id);
		this.#findings.check(10, isPaid, () => 'paid without a payment');
	}

	#payment({ after }: Changed<'payment'>): void {
		if (!after) return;
		const order = this.#database.committed.order.get(after.orderId);
		this.#findings.check(11, order?.amountFen === after.paidFen, () => 'a payment of another amount');
		const same = [...this.#database.committed.payment.values()].filter(
			(paid) =>
				paid.taxReceiptNumber === after.taxReceiptNumber ||
				paid.orderId === after.orderId ||
				(paid.personId === after.personId && paid.insuranceYear === after.insuranceYear),
		);
		this.#findings.check(12, same.length === 1, () => 'one person paid twice');
	}

	/** Money moves with its entry in the books, in the same commit; an entry balances and stays as it is. */
	#booked(writes: Write[]): void {
		const isNew = ({ before }: Write) => before === null;
		const entries = writes.filter(({ table }) => table === 'ledger');
		const count = (kind: string) =>
			entries.filter(({ after }) => (after as Tables['ledger'] | null)?.kind === kind).length;
		const made = (table: TableName) => writes.filter((write) => write.table === table && isNew(write)).length;
		const isBooked =
			made('order') === count('order') &&
			made('payment') === count('payment') &&
			made('stray') === count('held');
		this.#findings.check(11, isBooked, () => 'money moved without its entry in the books');
		const isSound = entries.every((write) => {
			const entry = write.after as Tables['ledger'] | null;
			return isNew(write) && entry && entry.lines.reduce((sum, { amountFen }) => sum + amountFen, 0) === 0;
		});
		this.#findings.check(11, isSound, () => 'an entry of the books does not balance, or was changed');
	}

	/** What was changed on a person's behalf stands in the audit of the same commit. */
	#audited(writes: Write[], audit: Changed<'audit'>[]): void {
		const isAct = writes.some(
			({ table, before, after }) =>
				table === 'payment' ||
				table === 'evaluation' ||
				table === 'claim' ||
				(table === 'document' && before === null) ||
				(table === 'enrollment' && JSON.stringify(before) !== JSON.stringify(after)) ||
				(table === 'order' && stateOf(before) !== stateOf(after)),
		);
		const isTold = audit.some(({ before }) => before === null);
		this.#findings.check(13, !isAct || isTold, () => 'a change without its entry in the audit');
		const isAltered = audit.some(({ before }) => before !== null);
		this.#findings.check(13, !isAltered, () => 'an entry of the audit was written over');
	}

	/** Who owns a record hears of its change: in the same commit there is a line in their feed. */
	#told(
		records: Changed<'enrollment' | 'claim'>[],
		orders: Changed<'order'>[],
		feed: Changed<'change'>[],
	): void {
		const told = new Set(feed.flatMap(({ after }) => (after ? [`${after.accountId} ${after.id}`] : [])));
		for (const { before, after } of records) {
			const row = (after ?? before)!;
			const isTold = told.has(`${row.ownerAccountId} ${row.id}`);
			this.#findings.check(6, isTold, () => 'a change of a record is in no feed');
		}
		for (const { before, after } of orders) {
			if (!after || stateOf(before) === after.state) continue;
			const isTold = told.has(`${after.ownerAccountId} ${after.id}`);
			this.#findings.check(6, isTold, () => 'a change of an order is in no feed');
		}
	}
}

function stateOf(row: Write['before']): unknown {
	return row && 'state' in row ? row.state : null;
}
