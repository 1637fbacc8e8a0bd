/** What must hold once all is quiet. */
import type { LocalEnrollment } from '#lib/device/types.ts';
import { isEditable } from '#shared/domain/enrollment/state.ts';
import type { Change, ExchangeReply } from '#shared/protocol/exchange.ts';
import { readChanges } from '#server/usecase/exchange/read-changes.ts';
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import { verifyAudit } from '#server/usecase/audit/verify-audit.usecase.ts';
import { viewEnrollment } from '#server/usecase/enrollment/view-enrollment.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { LocalClaim } from '#lib/device/claim-types.ts';
import { claimsConverged, documentsHold, noClaimLost } from './document-checks.ts';
import { atLast } from './phone-model.ts';
import type { Phone } from '../phone/phone.ts';
import { stopsAreKnown } from '../run/stops.ts';
import type { Person, World } from '../run/world.ts';

const bytesOf = (row: unknown): string => {
	const parts: string[] = [];
	const walk = (value: unknown): void => {
		if (typeof value === 'string') parts.push(value);
		else if (value instanceof ArrayBuffer) parts.push(Buffer.from(value).toString('utf8'));
		else if (ArrayBuffer.isView(value)) parts.push(Buffer.from(value.buffer).toString('utf8'));
		else if (value && typeof value === 'object') Object.values(value).forEach(walk);
	};
	walk(row);
	return parts.join('\n');
};

/** A submission shows no conflicts: there is nothing to choose any more, and what lost stands in the record's history. */
export const shownOf = (world: World, list: readonly LocalEnrollment[]) =>
	list.map(({ id, fields, conflicts, refusal, server }) => {
		const history = [...world.database.committed.fieldConflict.values()]
			.filter(({ enrollmentId }) => enrollmentId === id)
			.map(({ field, lost }) => ({ field, value: lost }));
		return {
			id,
			fields,
			conflicts: server && !isEditable(server.state) ? history : conflicts,
			refusal: refusal?.code ?? null,
		};
	});

/** 16: no sensitive field lies on a disk in clear. */
function atRest(world: World, phone: Phone): void {
	const text = phone.storage.rows().map(bytesOf).join('\n');
	for (const markers of world.leaks.markers.values()) {
		const isClear = markers.some((marker) => text.includes(marker));
		world.findings.check(16, !isClear, () => `${phone.name} holds a sensitive field in clear`);
	}
}

/** Everything that an account may see, page by page, each page from where the one before ended (5). */
async function readAll(world: World, person: Person, limit: number): Promise<Map<string, Change>> {
	const { uow, office } = world;
	const seen = new Map<string, Change>();
	let cursor: string | null = null;
	for (let pages = 0; pages < 500; pages++) {
		const page: Pick<ExchangeReply, 'changes' | 'cursor' | 'more'> = await readChanges({
			services: { ...office.services, uow },
			actor: person.actor,
			// Nothing is quiet for a device that never sent anything.
			sender: { cursor, version: protocolVersion, device: person.actor.accountId },
			known: [],
			limit,
			check: false,
		});
		for (const change of page.changes) seen.set(`${change.kind} ${change.id}`, change);
		cursor = page.cursor;
		if (!page.more) break;
	}
	return new Map([...seen].filter(([, { view }]) => view !== null));
}

/** 4 and 5: what the phone shows is what its person may see, however it was read. */
async function converged(world: World, phone: Phone, person: Person): Promise<void> {
	const { findings } = world;
	const tab = phone.front!;
	const rejoin = <T>(work: () => Promise<T>) => world.scheduler.rejoin(phone.run(work));
	const list = await rejoin(() => tab.device.enrollments.list());
	world.model.compare(phone, person.actor.accountId, shownOf(world, list), atLast);
	const waiting = phone.storage.outbox(person.actor.accountId).length;
	findings.check(4, waiting === 0, () => `${phone.name} still has ${waiting} entries to send`);
	const whole = await readAll(world, person, 1_000);
	const inParts = await readAll(world, person, world.rng.int(1, 3));
	findings.check(
		5,
		canonicalJson([...whole].sort()) === canonicalJson([...inParts].sort()),
		() => 'pages differ from the whole',
	);
	const ownRows = [...world.database.committed.enrollment.values()].filter(
		({ ownerAccountId }) => ownerAccountId === person.actor.accountId,
	);
	const localById = new Map(list.map((local) => [local.id, local]));
	for (const row of ownRows) {
		const view = await world.uow.run(person.actor, (tx) => viewEnrollment(tx, row));
		const shown = localById.get(row.id);
		const isSame = canonicalJson(shown?.server ?? null) === canonicalJson(view);
		findings.check(
			4,
			isSame,
			() => `${phone.name} shows ${row.id} otherwise: ${differences(shown?.server, view)}`,
		);
		const fed = whole.get(`enrollment ${row.id}`)?.view ?? null;
		findings.check(6, canonicalJson(fed) === canonicalJson(view), () => `the feed has ${row.id} otherwise`);
		if (!shown || shown.refusal || shown.progress === 'waiting') continue;
		const isEqual = canonicalJson(shown.fields) === canonicalJson(row.fields);
		findings.check(4, isEqual, () => `${phone.name} has other fields of ${row.id} and nothing to send`);
	}
	const ids = new Set(ownRows.map(({ id }) => id));
	for (const local of list) {
		const isExplained = ids.has(local.id) || local.refusal !== null;
		findings.check(4, isExplained, () => `${phone.name} has ${local.id}, which nobody else has`);
	}
	await noticesAndOrders(world, phone, { person, list, whole });
}

async function noticesAndOrders(
	world: World,
	phone: Phone,
	{ list, whole }: { person: Person; list: LocalEnrollment[]; whole: Map<string, Change> },
): Promise<void> {
	const { findings } = world;
	const notices = await world.scheduler.rejoin(phone.run(() => phone.front!.device.notices.list()));
	const told = [...whole.values()].filter(({ kind }) => kind === 'notice').map(({ view }) => view!);
	const inOrder = (views: { id: string }[]) =>
		canonicalJson(views.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
	findings.check(4, inOrder(notices) === inOrder(told), () => `${phone.name} shows other notices`);
	for (const local of list) {
		if (!local.order) continue;
		const view = whole.get(`order ${local.order.id}`)?.view ?? null;
		findings.check(
			4,
			canonicalJson(local.order) === canonicalJson(view),
			() => `${phone.name} shows an order otherwise`,
		);
	}
}

function differences(shown: object | null | undefined, view: object): string {
	if (!shown) return 'not there';
	const keys = new Set([...Object.keys(shown), ...Object.keys(view)]);
	const at = (value: object, key: string) => canonicalJson((value as Record<string, unknown>)[key] ?? null);
	return [...keys]
		.filter((key) => at(shown, key) !== at(view, key))
		.map((key) => `${key} ${at(shown, key)} / ${at(view, key)}`)
		.join('\n');
}

/** 1 and 2: each saved value took effect, or its phone says that it was refused. */
async function nothingLost(world: World, shown: Map<Phone, LocalEnrollment[]>): Promise<void> {
	for (const record of world.model.records()) {
		if (world.model.removed.has(record)) continue;
		const row = world.database.committed.enrollment.get(record);
		for (const [key, { phone, values }] of world.model.expected(record)) {
			if (values.includes(row?.fields[key] ?? null)) continue;
			const kept = [...world.database.committed.fieldConflict.values()];
			if (kept.some(({ enrollmentId, lost }) => enrollmentId === record && values.includes(lost))) continue;
			const local = [...shown].find(([{ name }]) => name === phone)?.[1].find(({ id }) => id === record);
			// On a phone that its owner has left, what was not sent waits for them.
			const holder = world.phones.find(({ name }) => name === phone)!;
			const isTold =
				holder.mayMiss(world.owners.get(record)!, record, true) ||
				(local === undefined ? world.owners.get(record) !== world.ownerAt(phone) : local.refusal !== null);
			world.findings.check(1, isTold, () => `${phone} saved ${key} of ${record}: the office never had it`);
		}
	}
}

/** 11: all the money that was reported is a payment or held with a reason. */
function moneyAddsUp(world: World): void {
	const { payment, stray } = world.database.committed;
	const accounted = [...payment.values()].map(
		(row) => `${row.orderId} ${row.taxReceiptNumber} ${row.paidFen}`,
	);
	for (const row of stray.values()) {
		if (row.appliedAtMs === null)
			accounted.push(`${row.reportedOrderId} ${row.taxReceiptNumber} ${row.amountFen}`);
	}
	const found = new Set(accounted);
	world.findings.check(11, found.size === accounted.length, () => 'one sum of money is counted twice');
	const reported = world.gateway.taken.filter(({ taxReceiptNumber }) =>
		world.gateway.answered.has(taxReceiptNumber),
	);
	for (const { orderId, taxReceiptNumber, amountFen } of reported) {
		const isThere = found.has(`${orderId} ${taxReceiptNumber} ${amountFen}`);
		world.findings.check(11, isThere, () => `money that was reported is nowhere: ${taxReceiptNumber}`);
	}
	const real = new Set(
		world.gateway.taken.map((paid) => `${paid.orderId} ${paid.taxReceiptNumber} ${paid.amountFen}`),
	);
	for (const row of payment.values()) {
		const isReal = real.has(`${row.orderId} ${row.taxReceiptNumber} ${row.paidFen}`);
		world.findings.check(11, isReal, () => `a payment that nobody made: ${row.taxReceiptNumber}`);
	}
}

/** 15: what was signed is what stands there. */
async function signaturesHold(world: World): Promise<void> {
	for (const row of world.database.committed.enrollment.values()) {
		if (row.state !== 'declared' && row.state !== 'approved') continue;
		if (row.letterText === null || row.signatureHash === null) continue;
		const held = world.database.committed.signature.get(`${row.id} ${row.signatureHash}`);
		const isBound = held?.content.textHash === (await sha256Hex(row.letterText));
		world.findings.check(15, isBound, () => `the signature of ${row.id} is of another text`);
		const address = String(row.fields.name ?? '');
		world.findings.check(15, row.letterText.includes(address), () => 'the letter names somebody else');
	}
}

/** 13: the chain is whole, and every way to bend it is found. */
async function auditHolds(world: World): Promise<void> {
	const { office, uow, database, rng, findings } = world;
	const { heads } = office;
	await sealAudit({ services: office.services, heads });
	const { faults } = await verifyAudit({ uow, heads });
	findings.check(13, faults.length === 0, () => `the audit's chain: ${faults[0]}`);
	const entries = [...database.committed.audit.values()];
	if (entries.length < 4) return;
	// Bending is for the store in memory: the SQL store's is bent in its own suite.
	if (world.sql) return;
	const kept = { audit: new Map(database.committed.audit), seal: new Map(database.committed.seal) };
	const drawn = rng.pick(['alter', 'delete', 'swap', 'truncate'] as const);
	const [a, b] = [rng.int(0, entries.length - 2), entries.length - 1];
	// Two that say the same in the same moment are the same when they change places.
	const saysTheSame = canonicalJson({ ...entries[a]!, id: 0 }) === canonicalJson({ ...entries[b]!, id: 0 });
	const bend = drawn === 'swap' && saysTheSame ? 'alter' : drawn;
	if (bend === 'alter')
		database.committed.audit.set(String(entries[a]!.id), { ...entries[a]!, actor: 'another' });
	if (bend === 'delete') database.committed.audit.delete(String(entries[a]!.id));
	if (bend === 'swap') {
		database.committed.audit.set(String(entries[a]!.id), { ...entries[b]!, id: entries[a]!.id });
		database.committed.audit.set(String(entries[b]!.id), { ...entries[a]!, id: entries[b]!.id });
	}
	if (bend === 'truncate') {
		const last = Math.max(...[...database.committed.seal.values()].map(({ number }) => number));
		const entryId = database.committed.seal.get(String(last))!.entryId;
		database.committed.seal.delete(String(last));
		database.committed.audit.delete(String(entryId));
	}
	const bent = await verifyAudit({ uow, heads });
	findings.check(13, bent.faults.length > 0, () => `an audit that somebody bent (${bend}) passes`);
	for (const table of ['audit', 'seal'] as const) {
		database.committed[table].clear();
		for (const [key, row] of kept[table]) database.committed[table].set(key, row as never);
	}
}

/** Runs all of them. */
export async function checkInTheEnd(world: World): Promise<void> {
	await world.look();
	const shown = new Map<Phone, LocalEnrollment[]>();
	const claims = new Map<Phone, LocalClaim[]>();
	for (const phone of world.phones) {
		const tab = phone.front!;
		await converged(world, phone, world.homeOf(phone));
		claims.set(phone, await claimsConverged(world, phone, world.homeOf(phone)));
		shown.set(phone, await world.scheduler.rejoin(phone.run(() => tab.device.enrollments.list())));
		atRest(world, phone);
		for (const bug of phone.bugs) world.findings.note(`${phone.name} met ${String(bug)}`);
	}
	await nothingLost(world, shown);
	noClaimLost(world, claims);
	await documentsHold(world);
	moneyAddsUp(world);
	await stopsAreKnown(world);
	await signaturesHold(world);
	await auditHolds(world);
}
