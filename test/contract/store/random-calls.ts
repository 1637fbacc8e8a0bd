/** Calls of the store's ports with random values from small pools, so that they meet. */
import type { EnrollmentRow } from '#server/usecase/enrollment/ports.ts';
import type { ClaimRow } from '#server/usecase/claim/ports.ts';
import type { Actor } from '#server/usecase/actor.ts';
import type { StopRow } from '#server/usecase/stop/ports.ts';
import type { Tx, UnitOfWork } from '#server/usecase/ports.ts';
import { enrollmentStates } from '#shared/domain/enrollment/state.ts';
import { orderStates } from '#shared/domain/payment/order-state.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import type { Rng } from '../../sim/engine/rng.ts';
import type { MemoryDatabase } from '../../sim/store/memory-database.ts';
import type { OrderRow } from '#server/usecase/payment/order-ports.ts';

const idOf = (kind: number, n: number) =>
	`00000000-0000-7000-8000-${String(kind).padStart(4, '0')}${String(n).padStart(8, '0')}`;
const ids = (kind: number, count: number) => Array.from({ length: count }, (_, n) => idOf(kind, n));

const accounts = ids(1, 6);
const enrollments = ids(2, 5);
const orders = ids(3, 4);
const devices = ids(4, 3);
const notices = ids(5, 4);
const claims = ids(6, 4);
const stops = ids(7, 4);
const files = ['1', '2', '3'].map((sign) => sign.repeat(64));
const schools = ['kmmu', 'kust'];
const schemes = ['yunnan-kunming-2023', 'changchun-2023'];

const account = (
	n: number,
	role: 'student' | 'reviewer' | 'clerk' | 'school-admin',
	schoolCode: string | null = null,
) => ({ kind: 'account', accountId: accounts[n]!, role, schoolCode }) as const;

export const actors: Actor[] = [
	{ kind: 'system' },
	{ kind: 'system' },
	{ kind: 'anonymous' },
	account(0, 'student'),
	account(0, 'student'),
	account(1, 'student'),
	account(1, 'student'),
	account(2, 'reviewer'),
	account(3, 'clerk'),
	account(4, 'school-admin', 'kmmu'),
	account(5, 'school-admin'),
];
export interface Pools {
	actors: typeof actors;
}

export interface Call {
	name: string;
	run(tx: Tx, cursors: Map<string, string>): Promise<unknown>;
}

export async function prepare(uow: UnitOfWork): Promise<void> {
	await uow.run({ kind: 'system' }, async (tx) => {
		for (const [n, id] of accounts.entries()) {
			await tx.accounts.addOrFind({
				id,
				phone: `1390000000${n}`,
				role: n < 2 ? 'student' : n === 2 ? 'reviewer' : n === 3 ? 'clerk' : 'school-admin',
				schoolCode: n === 4 ? 'kmmu' : null,
				passwordHash: null,
				unlockKey: 'k',
				createdAtMs: 1,
			});
		}
	});
}

/** A row that the table's checks allow, whatever the policies say of it. */
function enrollmentRow(rng: Rng): EnrollmentRow {
	const state = rng.pick(enrollmentStates);
	const isSubmitted = !['draft', 'notified', 'superseded'].includes(state);
	const owner = rng.pick(accounts.slice(0, 2));
	const n = rng.int(1, 9_999);
	return {
		id: rng.pick(enrollments),
		ownerAccountId: owner,
		personId: isSubmitted ? owner : null,
		schemeId: rng.pick(schemes),
		schoolCode: rng.pick(schools),
		state,
		fields: { idType: 'resident-id', idNumber: rng.pick(['A1', 'A2', 'a2 ']), note: String(n) },
		consent: isSubmitted ? { textVersion: '1', textHash: 'a'.repeat(64), givenAtMs: 1 } : null,
		consentReceivedAtMs: null,
		signatureHash: null,
		letterText: null,
		contentHash: isSubmitted ? 'c' : null,
		schoolConfirmed: true,
		caseNumber: isSubmitted ? `K23-${n}` : null,
		submittedAtMs: isSubmitted ? n : null,
		submittedOn: isSubmitted ? '2022-10-15' : null,
		deviceSubmittedAtMs: null,
		decidedAtMs: null,
		decidedOn: null,
		revision: 1,
		firstDeviceId: null,
		fieldMarks: {},
		driveId: null,
		createdAtMs: 1,
		updatedAtMs: n,
	};
}

function orderRow(rng: Rng, enrollmentId: string): OrderRow {
	const state = rng.pick(orderStates);
	const owner = rng.pick(accounts.slice(0, 2));
	return {
		id: rng.pick(orders),
		enrollmentId,
		ownerAccountId: owner,
		personId: owner,
		schemeId: rng.pick(schemes),
		schoolCode: rng.pick(schools),
		insuranceYear: 2023,
		payerNameMasked: '测**',
		state,
		fee: { due: true, payNow: rng.chance(0.5), personalFen: 35_000, findings: [{ rule: 'hold' }] } as never,
		amountFen: 35_000,
		serial: String(rng.int(1, 99_999)),
		createdAtMs: rng.int(1, 5),
		updatedAtMs: 1,
		acknowledgedAtMs: rng.chance(0.5) ? 1 : null,
		attempts: rng.int(0, 9),
		nextTryAtMs: rng.int(1, 1_000_000),
		gatewaySequence: 0,
		failuresAtMs: [],
		voidedAtMs: state === 'void' || rng.chance(0.2) ? 1 : null,
	};
}

function claimRow(rng: Rng): ClaimRow {
	const state = rng.pick(['draft', 'draft', 'submitted', 'returned', 'checked'] as const);
	const isSubmitted = state !== 'draft';
	return {
		id: rng.pick(claims),
		ownerAccountId: rng.pick(accounts.slice(0, 2)),
		schemeId: schemes[1]!,
		claimKind: 'k',
		state,
		fields: { note: String(rng.int(1, 9)) },
		documents: rng.chance(0.8) ? { paper: [rng.pick(files)], other: [rng.pick(files)] } : {},
		contentHash: isSubmitted ? 'c' : null,
		submittedAtMs: isSubmitted ? 1 : null,
		submittedOn: isSubmitted ? '2022-10-15' : null,
		deviceSubmittedAtMs: null,
		createdAtMs: 1,
		updatedAtMs: rng.int(1, 9_999),
		revision: rng.int(0, 3),
		claimant: isSubmitted ? { name: '测试', idNumber: 'A1' } : null,
		valuation: rng.chance(0.2) ? ({ benefit: 'inpatient' } as never) : null,
		decidedOn: null,
	};
}

/** Of rows in no promised order. */
const unordered = async <T>(rows: Promise<T[]>) => (await rows).map((row) => canonicalJson(row)).sort();

/** One call. What a foreign key would refuse is not drawn: use cases do not count on that. */
export function drawCall(rng: Rng, actor: Actor, { committed }: MemoryDatabase): Call {
	const there = [...committed.enrollment.keys()];
	const e = rng.pick(enrollments);
	const known = there.length > 0 ? rng.pick(there) : null;
	const owner = known === null ? null : committed.enrollment.get(known)!.ownerAccountId;
	const knownOrder = committed.order.size > 0 ? rng.pick([...committed.order.keys()]) : null;
	const knownDevice = committed.device.size > 0 ? rng.pick([...committed.device.keys()]) : null;
	const own = actor.kind === 'account' ? actor.accountId : accounts[0]!;
	const reader = rng.pick([own, own, accounts[0]!]);
	const row = enrollmentRow(rng);
	const at = rng.int(1, 1_000_000);
	const text = String(at);
	// Drawn here and not when it runs: it runs on both stores.
	const order = rng.pick(orders);
	const device = rng.pick(devices);
	const notice = rng.pick(notices);
	const someone = rng.pick(accounts);
	const student = rng.pick(accounts.slice(0, 2));
	const number = rng.pick(['R1', 'R2', 'R3', 'R4']);
	const schoolCode = rng.pick(schools);
	const sequence = rng.int(1, 4);
	const limit = rng.int(1, 3);
	const newOrder = orderRow(rng, known ?? e);
	const claim = claimRow(rng);
	const knownClaim = committed.claim.size > 0 ? rng.pick([...committed.claim.values()]) : null;
	const file = rng.pick(files);
	const stop: StopRow = {
		...{ id: rng.pick(stops), ownerAccountId: student, enrollmentId: e, form: { reason: text } as never },
		...{ state: 'requested', receiptNumber: null, refusal: null, requestedAtMs: at, settledAtMs: null },
	};
	const decided =
		!knownClaim || knownClaim.state === 'draft' ? 'draft' : claim.state === 'draft' ? 'checked' : claim.state;
	const places = [...committed.document.values()].map(({ place }) => place);
	// As it stands before: what this transaction does to it in memory, it has yet to do in SQL.
	const held = committed.enrollment.get(row.id);
	const heldOrder = knownOrder === null ? null : committed.order.get(knownOrder)!;
	const draft = { state: 'draft', contentHash: null, submittedAtMs: null, submittedOn: null } as const;
	const calls: (Call | null)[] = [
		{ name: 'enrollment.get', run: (tx) => tx.enrollments.get(e) },
		{ name: 'enrollment.lock', run: (tx) => tx.enrollments.lock(e) },
		{
			name: 'enrollment.getMany',
			run: async (tx) => (await tx.enrollments.getMany(enrollments)).map(({ id }) => id).sort(),
		},
		{
			name: 'enrollment.lockMany',
			run: async (tx) => (await tx.enrollments.lockMany([e])).map(({ revision }) => revision),
		},
		{ name: 'enrollment.insertMany', run: (tx) => tx.savepoint(() => tx.enrollments.insertMany([row])) },
		{
			// Only what an edit may come to: keys and checks of the table refuse the rest.
			name: 'enrollment.editMany',
			run: (tx) =>
				tx.savepoint(() =>
					tx.enrollments.editMany([
						{
							...row,
							schemeId: held?.schemeId ?? row.schemeId,
							consent: held?.consent ?? row.consent,
							contentHash: 'c'.repeat(64),
						},
					]),
				),
		},
		{ name: 'fieldConflict.openOf', run: (tx) => tx.fieldConflicts.openOf([e]) },
		{ name: 'enrollment.insert', run: (tx) => tx.enrollments.insert(row) },
		{
			name: 'enrollment.insert',
			run: (tx) =>
				tx.enrollments.insert({
					...row,
					state: 'draft',
					personId: null,
					ownerAccountId: own,
					caseNumber: null,
				}),
		},
		{
			name: 'enrollment.update',
			run: (tx) =>
				tx.savepoint(() =>
					tx.enrollments.update({
						...row,
						ownerAccountId: held?.ownerAccountId ?? row.ownerAccountId,
					}),
				),
		},
		committed.order.size === 0 ||
		![...committed.order.values()].some(({ enrollmentId }) => enrollmentId === e)
			? { name: 'enrollment.remove', run: (tx) => tx.enrollments.remove(e) }
			: null,
		{ name: 'enrollment.activeOf', run: (tx) => tx.enrollments.activeOf(someone, schemes[0]!) },
		{ name: 'enrollment.ofPerson', run: (tx) => tx.enrollments.ofPerson(schemes[0]!, 'resident-id A2') },
		{
			name: 'desk.page',
			run: async (tx) => {
				const state = row.state === 'draft' ? 'declared' : 'approved';
				const none = { schemeId: null, schoolCode: null, flag: null, hands: null };
				const query = { ...none, state, beforeMs: null, search: null } as const;
				const rows = await tx.desk.page(query, { accountId: someone, nowMs: 1 }, { afterId: null, limit: 3 });
				// The store in memory runs no rules: what they say in short is not kept there.
				return rows.map(({ id, name, caseNumber, hands }) => ({ id, name, caseNumber, hands }));
			},
		},
		{ name: 'enrollment.countByState', run: (tx) => unordered(tx.enrollments.countByState('kmmu')) },
		{ name: 'enrollment.nextCaseNumber', run: (tx) => tx.enrollments.nextCaseNumber(2023) },
		known
			? {
					name: 'signature.put',
					run: (tx) => tx.signatures.put(known, 'h', { method: 'drawn', at } as never, 1),
				}
			: null,
		{ name: 'signature.get', run: (tx) => tx.signatures.get(e, 'h') },
		known
			? {
					name: 'evaluation.append',
					run: (tx) => tx.evaluations.append(known, { id: idOf(7, at), n: at } as never),
				}
			: null,
		{ name: 'evaluation.list', run: (tx) => tx.evaluations.list(e) },
		{ name: 'evaluation.newest', run: (tx) => tx.evaluations.newest(e) },
		known ? { name: 'submission.append', run: (tx) => tx.submissions.append(known, { at } as never) } : null,
		{ name: 'submission.list', run: (tx) => tx.submissions.list(e) },
		known
			? { name: 'reviewWord.append', run: (tx) => tx.reviewWords.append(known, own, { at } as never) }
			: null,
		{ name: 'reviewWord.list', run: (tx) => tx.reviewWords.list(e) },
		known
			? { name: 'correction.append', run: (tx) => tx.corrections.append(known, own, { at } as never) }
			: null,
		{ name: 'correction.list', run: (tx) => tx.corrections.list(e) },
		known ? { name: 'pairing.ask', run: (tx) => tx.pairings.ask(known) } : null,
		{ name: 'pairing.due', run: (tx) => unordered(tx.pairings.due(10)) },
		{ name: 'pairing.settle', run: (tx) => tx.pairings.settle(e) },
		{ name: 'pairing.entriesOf', run: (tx) => tx.pairings.entriesOf(e) },
		known
			? {
					name: 'factRequest.put',
					run: (tx) =>
						tx.factRequests.put({ enrollmentId: known, attempts: 1, nextTryAtMs: at, answers: {} }),
				}
			: null,
		{ name: 'factRequest.get', run: (tx) => tx.factRequests.get(e) },
		{ name: 'factRequest.due', run: (tx) => unordered(tx.factRequests.due(500_000, 10)) },
		{ name: 'factRequest.remove', run: (tx) => tx.factRequests.remove(e) },
		known
			? {
					name: 'conflict.append',
					run: (tx) =>
						tx.fieldConflicts.append([
							{
								enrollmentId: known,
								field: 'f',
								lost: 'a',
								stood: 'b',
								revision: 1,
								deviceId: null,
								atMs: at,
							},
						]),
				}
			: null,
		{
			name: 'conflict.open',
			run: async (tx) => (await tx.fieldConflicts.open(e)).map(({ n: _, ...kept }) => kept),
		},
		known ? { name: 'order.insert', run: (tx) => tx.orders.insert(newOrder) } : null,
		{ name: 'order.get', run: (tx) => tx.orders.get(order) },
		{ name: 'order.lock', run: (tx) => tx.orders.lock(order) },
		heldOrder
			? {
					name: 'order.update',
					run: (tx) =>
						tx.orders.update({
							...heldOrder,
							state: 'void',
							voidedAtMs: 1,
							nextTryAtMs: at,
						}),
				}
			: null,
		{ name: 'order.ofEnrollment', run: (tx) => tx.orders.ofEnrollment(e) },
		{ name: 'order.idsOfEnrollment', run: (tx) => unordered(tx.orders.idsOfEnrollment(e)) },
		{ name: 'order.unacknowledged', run: (tx) => unordered(tx.orders.unacknowledged(500_000, 10)) },
		{ name: 'order.toQuery', run: (tx) => unordered(tx.orders.toQuery(500_000, 10)) },
		{ name: 'order.page', run: (tx) => tx.orders.page({ states: null, after: null, limit: 2 }) },
		{ name: 'order.countPaid', run: (tx) => tx.orders.countPaid('kmmu') },
		heldOrder
			? {
					name: 'payment.insert',
					run: (tx) =>
						tx.payments.insert({
							id: idOf(8, at),
							orderId: heldOrder.id,
							taxReceiptNumber: number,
							paidFen: 35_000,
							paidAtMs: 1,
							paidOn: '2022-10-15',
							method: 'wechat',
							periodFrom: '2023-01-01',
							periodTo: '2023-12-31',
							coverage: { from: '2023-01-01' } as never,
							createdAtMs: 1,
							personId: heldOrder.personId,
							insurance: 'residents',
							insuranceYear: 2023,
							settledAtMs: null,
						}),
				}
			: null,
		{ name: 'payment.ofOrder', run: (tx) => tx.payments.ofOrder(order) },
		{ name: 'payment.ofReceipt', run: (tx) => tx.payments.ofReceipt('R1') },
		{
			name: 'stray.hold',
			run: (tx) =>
				tx.strays.hold({
					id: idOf(9, at),
					reportedOrderId: order,
					orderId: knownOrder,
					taxReceiptNumber: number,
					amountFen: 100,
					paidAtMs: 1,
					method: 'wechat',
					reason: knownOrder ? 'amount' : 'order-unknown',
					source: 'callback',
					receivedAtMs: at,
					appliedAtMs: null,
					refundDueAtMs: null,
					refundedAtMs: null,
				}),
		},
		{
			name: 'ledger.post',
			run: (tx) =>
				tx.savepoint(() =>
					tx.ledger.post({
						kind: number < 'R3' ? 'order' : 'held',
						subject: order,
						orderId: order,
						atMs: at,
						by: 'system',
						lines: [
							{ account: 'receivable', amountFen: 5 },
							{ account: 'levied', amountFen: -5 },
						],
					}),
				),
		},
		{
			name: 'stray.find',
			run: (tx) => tx.strays.find({ reportedOrderId: orders[0]!, taxReceiptNumber: 'R1', amountFen: 100 }),
		},
		{
			name: 'stray.hasReceipt',
			run: (tx) =>
				tx.strays.hasReceipt({ reportedOrderId: orders[0]!, taxReceiptNumber: 'R1', amountFen: 100 }),
		},
		{
			name: 'stray.markApplied',
			run: (tx) => tx.strays.markApplied(idOf(9, 1), 1),
		},
		{ name: 'stray.ofOrders', run: (tx) => unordered(tx.strays.ofOrders(orders)) },
		{ name: 'stray.ofNoOrder', run: (tx) => unordered(tx.strays.ofNoOrder(5)) },
		{ name: 'device.lock', run: (tx) => tx.devices.lock(device, own, 1) },
		knownDevice ? { name: 'device.advance', run: (tx) => tx.devices.advance(knownDevice, at, 1) } : null,
		knownDevice
			? {
					name: 'receipt.insert',
					run: (tx) =>
						tx.receipts.insert([
							{
								deviceId: knownDevice,
								sequence,
								bodyHash: text,
								result: { sequence: 1, status: 'applied' },
								atMs: 1,
							},
						]),
				}
			: null,
		{ name: 'receipt.list', run: (tx) => tx.receipts.list(device, 1, 3) },
		{
			name: 'change.append',
			run: (tx) => tx.changes.append(student, { kind: 'enrollment', id: e }),
		},
		{
			name: 'change.append quiet',
			run: (tx) => tx.changes.append(student, { kind: 'enrollment', id: e, quietFor: device }),
		},
		{
			name: 'change.appendAll',
			run: (tx) =>
				tx.changes.appendAll(student, [
					{ kind: 'order', id: idOf(3, 0) },
					{ kind: 'enrollment', id: e, quietFor: device },
				]),
		},
		{
			name: 'change.unheard',
			run: (tx, cursors) =>
				tx.changes.unheard(reader, { after: cursors.get(reader) ?? null, reading: '3', device }, [e]),
		},
		{
			name: 'change.read',
			async run(tx, cursors) {
				const after = cursors.get(reader) ?? null;
				const page = await tx.changes.read(reader, {
					after,
					kinds: ['enrollment', 'order'],
					reading: '3',
					device,
					known: [e],
					limit,
				});
				cursors.set(reader, page.cursor);
				return { changes: page.changes.map(({ kind, id }) => ({ kind, id })), more: page.more };
			},
		},
		{
			name: 'audit.append',
			run: (tx) => tx.audit.append({ atMs: at, actor: own, act: 'enrollment.edit', subject: e, detail: {} }),
		},
		{
			name: 'audit.ofSubject',
			run: async (tx) => (await tx.audit.ofSubject(e)).map(({ id: _, ...entry }) => entry),
		},
		known && owner
			? {
					name: 'notice.insert',
					run: (tx) =>
						tx.notices.insert({
							id: notice,
							accountId: student,
							enrollmentId: known,
							claimId: null,
							kind: 'paid',
							atMs: at,
							readAtMs: null,
						}),
				}
			: null,
		{ name: 'notice.get', run: (tx) => tx.notices.get(notice) },
		{ name: 'notice.ofEnrollment', run: (tx) => unordered(tx.notices.ofEnrollment(e)) },
		{ name: 'notice.markRead', run: (tx) => tx.notices.markRead(notice, at) },
		{
			name: 'delivery.take',
			run: (tx) => unordered(tx.noticeDeliveries.take('sms', { nowMs: at, leaseUntilMs: at + 100 })),
		},
		known
			? {
					name: 'registration.insert',
					run: (tx) =>
						tx.schoolRegistrations.insert({
							enrollmentId: known,
							schoolCode,
							markedBy: own,
							markedAtMs: 1,
							markedOn: '2022-10-15',
						}),
				}
			: null,
		{ name: 'registration.has', run: (tx) => tx.schoolRegistrations.has(e) },
		{ name: 'registration.held', run: (tx) => tx.schoolRegistrations.held('kmmu', 'hold', 5) },
		{ name: 'claim.get', run: (tx) => tx.claims.get(claim.id) },
		{ name: 'claim.lock', run: (tx) => tx.claims.lock(claim.id) },
		{ name: 'claim.insert', run: (tx) => tx.claims.insert(claim) },
		{ name: 'claim.insert', run: (tx) => tx.claims.insert({ ...claim, ...draft, ownerAccountId: own }) },
		knownClaim
			? {
					name: 'claim.update',
					run: (tx) =>
						tx.claims.update({ ...claim, id: knownClaim.id, ownerAccountId: knownClaim.ownerAccountId }),
				}
			: null,
		{ name: 'claim.remove', run: (tx) => tx.claims.remove(claim.id) },
		{ name: 'claim.ofOwner', run: (tx) => unordered(tx.claims.ofOwner(reader)) },
		knownClaim
			? {
					name: 'claim.decide',
					run: (tx) => tx.claims.decide({ ...claim, id: knownClaim.id, state: decided }),
				}
			: null,
		{ name: 'claim.queue', run: (tx) => tx.claims.queue({ state: claim.state, after: null, limit: 2 }) },
		{ name: 'claim.conflicts', run: (tx) => unordered(tx.claims.conflicts(claim)) },
		knownClaim
			? { name: 'claim.nameReceipts', run: (tx) => tx.claims.nameReceipts(knownClaim.id, [number, 'R1']) }
			: null,
		knownClaim
			? {
					name: 'claimAct.append',
					run: (tx) =>
						tx.claimActs.append(knownClaim.id, {
							accountId: own,
							atMs: at,
							content: { act: at % 2 === 0 ? 'submit' : 'check', files: at } as never,
						}),
				}
			: null,
		{ name: 'claimAct.list', run: (tx) => tx.claimActs.list(claim.id) },
		{ name: 'stop.insert', run: (tx) => tx.stops.insert(stop) },
		{ name: 'stop.insert', run: (tx) => tx.stops.insert({ ...stop, ownerAccountId: own }) },
		{ name: 'stop.get', run: (tx) => tx.stops.get(stop.id) },
		{ name: 'stop.lock', run: (tx) => tx.stops.lock(stop.id) },
		{ name: 'stop.latest', run: (tx) => tx.stops.latest(student, e) },
		{
			name: 'stop.settle',
			run: (tx) => tx.stops.settle({ ...stop, state: 'refused', refusal: 'mismatch', settledAtMs: at }),
		},
		{ name: 'document.get', run: (tx) => tx.documents.get(student, file) },
		{
			name: 'document.insert',
			run: (tx) =>
				tx.documents.insert({
					ownerAccountId: own,
					hash: file,
					size: at,
					type: 'image/jpeg',
					place: `${file}.${idOf(10, at)}`,
					storedAtMs: at,
					neededAtMs: at,
				}),
		},
		{ name: 'document.need', run: (tx) => unordered(tx.documents.need(reader, files, at)) },
		{ name: 'document.bytesOf', run: (tx) => tx.documents.bytesOf(student) },
		{ name: 'document.removeOrphans', run: async (tx) => (await tx.documents.removeOrphans(at, 99)).sort() },
		{
			name: 'document.unnamed',
			run: (tx) => tx.documents.unnamed(['x', ...places]),
		},
		{ name: 'setting.set', run: (tx) => tx.settings.set('x', text) },
		{ name: 'setting.get', run: (tx) => tx.settings.get('x') },
		{ name: 'account.findById', run: (tx) => tx.accounts.findById(accounts[0]!) },
	];
	return rng.pick(calls.filter((call) => call !== null));
}
