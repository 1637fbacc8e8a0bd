import { createHash } from 'node:crypto';
import type { AuditTable } from '#server/usecase/audit/ports.ts';
import type { FlowTx } from '#server/usecase/enrollment/ports.ts';
import type { ChangeFeed, ChangeKey } from '#server/usecase/exchange/ports.ts';
import type { Transaction } from './memory-database.ts';

interface Position {
	xid: number;
	n: number;
	/** Reading from the beginning, and not at the end yet. */
	isWhole: boolean;
}

const cursorPattern = /^([0-9a-f]{8})\.(\d{1,15})\.(\d{1,15})(w?)$/;

const isAfter = (a: { xid: number; n: number }, b: Position) =>
	a.xid > b.xid || (a.xid === b.xid && a.n > b.n);

/** A feed for another reading is another feed. */
const generationOf = (reading: string) => createHash('md5').update(reading).digest('hex').slice(0, 8);

function parseCursor(cursor: string | null, generation: string, horizon: number): Position {
	const match = cursor === null ? null : cursorPattern.exec(cursor);
	if (!match || match[1] !== generation || Number(match[2]) > horizon) return { xid: 0, n: 0, isWhole: true };
	return { xid: Number(match[2]), n: Number(match[3]), isWhole: match[4] === 'w' };
}

function latestOfEach<T extends ChangeKey>(rows: T[]): T[] {
	const byRecord = new Map<string, T>();
	for (const row of rows) {
		byRecord.delete(`${row.kind} ${row.id}`);
		byRecord.set(`${row.kind} ${row.id}`, row);
	}
	return [...byRecord.values()];
}

/** See `ChangeFeed`; the way that the SQL store does it, horizon and all. */
export function changeFeed(at: Transaction): ChangeFeed {
	const feed: ChangeFeed = {
		async append(accountId, { kind, id, quietFor = null }) {
			await at.remove('change', (row) => row.accountId === accountId && row.id === id && row.kind === kind);
			at.xid ??= at.database.takeXid();
			const n = at.database.nextOf('change');
			await at.insert('change', { n, xid: at.xid, accountId, kind, id, quietFor });
		},
		async appendAll(accountId, changes) {
			for (const change of changes) await feed.append(accountId, change);
		},
		async unheard(accountId, { after: cursor, reading, device }, ids) {
			const after = parseCursor(cursor, generationOf(reading), at.database.horizon);
			return at
				.visible('change')
				.filter((row) => row.accountId === accountId && row.kind === 'enrollment' && ids.includes(row.id))
				.filter((row) => isAfter(row, after) && (after.isWhole || row.quietFor !== device))
				.map(({ id }) => id);
		},
		async read(accountId, { after: cursor, kinds, reading, device, known, limit }) {
			const generation = generationOf(reading);
			const { horizon } = at.database;
			const after = parseCursor(cursor, generation, horizon);
			const history = { began: after.xid === 0, generation: 'sim' };
			const isTold = (row: { id: string; quietFor: string | null }) =>
				row.quietFor !== device || (after.isWhole && !known.includes(row.id));
			const own = at
				.visible('change')
				.filter((row) => row.accountId === accountId && kinds.includes(row.kind));
			const rows = own
				.filter((row) => isAfter(row, after) && row.xid < horizon && isTold(row))
				.sort((a, b) => a.xid - b.xid || a.n - b.n);
			const more = rows.length > limit;
			const page = rows.slice(0, limit);
			const last = page.at(-1);
			const suffix = after.isWhole ? 'w' : '';
			const cursorAt = ({ xid, n }: { xid: number; n: number }) => `${generation}.${xid}.${n}${suffix}`;
			const changes = latestOfEach(page).map(({ kind, id, xid, n }) => ({
				kind,
				id,
				cursor: cursorAt({ xid, n }),
			}));
			if (more && last) return { changes, cursor: cursorAt(last), more, held: false, ...history };
			const held = own.some(({ xid }) => xid >= horizon);
			return { changes, cursor: `${generation}.${horizon}.0`, more, held, ...history };
		},
		async isUpTo(accountId, { cursor, kinds }) {
			const horizon = Number(cursorPattern.exec(cursor)?.[2] ?? 0);
			const own = at.visible('change').filter((row) => row.accountId === accountId);
			return !own.some((row) => kinds.includes(row.kind) && row.xid >= horizon);
		},
	};
	return feed;
}

/** No phone of the simulation is an auditor's. */
const unasked = () => Promise.reject(new Error('the memory store has no search of the audit'));

/** See `AuditTable` for what each call promises. */
export function auditTable(at: Transaction): AuditTable {
	const inOrder = () => at.visible('audit').sort((a, b) => a.id - b.id);
	const seals = () => at.visible('seal').sort((a, b) => a.number - b.number);
	return {
		async append(entry) {
			await at.insert('audit', { id: at.database.nextOf('audit'), ...entry });
		},
		async appendAll(entries) {
			for (const entry of entries) await at.insert('audit', { id: at.database.nextOf('audit'), ...entry });
		},
		ofSubjects: async (subjects, acts, limit) =>
			inOrder()
				.filter(({ subject, act }) => subject !== null && subjects.includes(subject) && acts.includes(act))
				.reverse()
				.slice(0, limit),
		ofSubject: async (subject) => inOrder().filter((entry) => entry.subject === subject),
		async unsealed(limit) {
			await at.hold('sealer');
			const sealed = new Set(seals().map(({ entryId }) => entryId));
			return inOrder()
				.filter(({ id }) => !sealed.has(id))
				.slice(0, limit);
		},
		countUnsealed: unasked,
		// What waits is not written down here, but worked out from what is sealed.
		outsideOfChain: async () => ({ last: null, outside: [] }),
		waitingAndGone: async () => [],
		search: unasked,
		lastSeal: async () => seals().at(-1) ?? null,
		async appendSeals(added) {
			for (const seal of added) await at.insert('seal', seal);
		},
		async sealed(afterNumber, limit) {
			const page = seals().filter(({ number }) => number > afterNumber);
			return page.slice(0, limit).map((seal) => ({ seal, entry: at.find('audit', String(seal.entryId)) }));
		},
	};
}

/** No phone of the simulation has a browser that the server knows again. */
const nobody = () => Promise.reject(new Error('the memory store has no unsentNotes'));

/** See `DeviceTable` and `ReceiptTable` for what each call promises. */
export function syncTables(at: Transaction): Pick<FlowTx, 'devices' | 'receipts' | 'unsentNotes'> {
	return {
		devices: {
			async lock(id, accountId, nowMs) {
				await at.insert('device', { id, accountId, lastSequence: 0, lastSeenAtMs: nowMs });
				const device = await at.lock('device', id);
				return device?.accountId === accountId ? { lastSequence: device.lastSequence } : null;
			},
			async look(id, accountId) {
				const device = at.find('device', id);
				return device?.accountId === accountId ? { lastSequence: device.lastSequence } : null;
			},
			async advance(id, lastSequence, lastSeenAtMs) {
				await at.update('device', id, (row) => ({ ...row, lastSequence, lastSeenAtMs }));
			},
		},
		unsentNotes: { put: nobody, formerOf: nobody },
		receipts: {
			async insert(receipts) {
				for (const { deviceId, sequence, bodyHash, result, atMs } of receipts) {
					const row = { deviceId, sequence, bodyHash, result, atMs };
					if (!(await at.insert('receipt', row))) throw new Error('a receipt is there already');
				}
			},
			list: async (deviceId, from, to) =>
				at
					.visible('receipt')
					.filter((row) => row.deviceId === deviceId && row.sequence >= from && row.sequence <= to)
					.sort((a, b) => a.sequence - b.sequence),
		},
	};
}
