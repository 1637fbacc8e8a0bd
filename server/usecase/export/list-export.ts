import {
	exportOpenMs,
	nextExportState,
	partRows,
	secondPersonAboveRows,
} from '#shared/domain/roster/export.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ExportCardHead } from '#shared/protocol/list-export.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { ExportDesk, ExportRow } from './ports.ts';

const shownExports = 50;
/** The audit names acts by the desk. */
const acts = {
	school: {
		ask: 'outcome.ask-export',
		agree: 'outcome.agree-export',
		refuse: 'outcome.refuse-export',
		take: 'outcome.take-export',
	},
	clerk: {
		ask: 'money.ask-export',
		agree: 'money.agree-export',
		refuse: 'money.refuse-export',
		take: 'money.take-export',
	},
} as const;
type ExportAct = keyof (typeof acts)['school'];

export interface ExportCall {
	services: Services;
	actor: AccountActor;
	desk: ExportDesk;
}

type Asked = Pick<ExportRow, 'id' | 'schemeId' | 'choice' | 'names' | 'reason'>;

/**
 * Asks for a list as a file, with a reason; once however often it is sent under its id. A long one waits for another
 * person of the desk. Throws `request.not-found` (the id is taken).
 */
export async function askList(
	call: ExportCall & { asked: Asked; count: (tx: Tx) => Promise<number> },
): Promise<ExportRow> {
	const { services, actor, desk, asked, count } = call;
	return services.uow.run(actor, async (tx) => {
		const nowMs = services.clock.nowMs();
		const rows = await count(tx);
		const isSecondNeeded = rows > secondPersonAboveRows;
		const row: ExportRow = {
			...{ ...desk, ...asked, rows, isSecondNeeded, state: isSecondNeeded ? 'waiting' : 'ready' },
			...{ askedByAccountId: actor.accountId, askedAtMs: nowMs, judgedByAccountId: null, judgedAtMs: null },
			...{ made: 0, cursor: null, takenAtMs: null, fingerprint: null, expiresAtMs: nowMs + exportOpenMs },
		};
		if (!(await tx.listExports.insert(row))) {
			const known = await exportOf(tx, desk, asked.id);
			if (known.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
			return known;
		}
		await writeAct(tx, services, { act: 'ask', row });
		return row;
	});
}

/** Lists that were asked for at this desk, the newest first. */
export function listsOf({ services, actor, desk }: ExportCall): Promise<ExportRow[]> {
	return services.uow.run(actor, (tx) => tx.listExports.ofDesk(desk, shownExports));
}

/**
 * Another person of the desk agrees, or not. Throws `outcome.own-export` to whom it was asked by, `outcome.export-over`,
 * `request.not-found`.
 */
export async function judgeList(call: ExportCall & { id: string; agree: boolean }): Promise<void> {
	const { services, actor, desk, id, agree } = call;
	await services.uow.run(actor, async (tx) => {
		const row = await exportOf(tx, desk, id);
		if (row.askedByAccountId === actor.accountId) throw new RefusalError({ code: 'outcome.own-export' });
		const nowMs = services.clock.nowMs();
		const state = nextExportState(row, agree ? 'agree' : 'refuse', nowMs);
		if (!state.ok) throw new RefusalError({ code: state.error });
		const judged = {
			...row,
			state: state.value,
			judgedByAccountId: actor.accountId,
			judgedAtMs: nowMs,
			expiresAtMs: nowMs + exportOpenMs,
		};
		await tx.listExports.update(judged);
		const act = agree ? 'agree' : 'refuse';
		await writeAct(tx, services, { act, row: judged, by: actor.accountId });
	});
}

/** Reads the rows of a desk's list from a place on; `next`: where those after them begin. */
export type ReadPart = (
	tx: Tx,
	row: ExportRow,
	from: { cursor: unknown; limit: number },
) => Promise<{ rows: unknown[]; next: unknown }>;

/**
 * Begins to make what was asked for. What one person may take is made at once; a long list by the job, part by part.
 * Begun already, it is as it is. Throws `outcome.export-over`, `outcome.second-person` (it has grown beyond what one person
 * may take), `request.not-found` also to whom it was not asked by.
 */
export async function beginList(call: ExportCall & { id: string; read: ReadPart }): Promise<ExportRow> {
	const { services } = call;
	return services.uow.run(call.actor, async (tx) => {
		const row = await ownExport(tx, call);
		const nowMs = services.clock.nowMs();
		if ((row.state === 'making' || row.state === 'made') && nowMs < row.expiresAtMs) return row;
		const begun = { ...row, state: stateAfter(row, 'begin', nowMs) };
		if (row.judgedByAccountId !== null) {
			await tx.listExports.update(begun);
			return begun;
		}
		const { rows } = await call.read(tx, row, { cursor: null, limit: secondPersonAboveRows + 1 });
		if (rows.length > secondPersonAboveRows) throw new RefusalError({ code: 'outcome.second-person' });
		await tx.listExports.update(begun);
		await addPart(tx, begun, rows);
		return finish(tx, services, { ...begun, made: rows.length });
	});
}

/** Makes the next part of one, and ends it with the last; `row` is locked and being made. */
export async function makePart(
	tx: Tx,
	services: Services,
	{ row, read }: { row: ExportRow; read: ReadPart },
): Promise<number> {
	// As many as were agreed to: what came into the list since is not among them.
	const limit = Math.min(partRows, row.rows - row.made);
	const { rows, next } = await read(tx, row, { cursor: row.cursor, limit });
	if (rows.length > 0) await addPart(tx, row, rows);
	const after = { ...row, made: row.made + rows.length, cursor: next };
	if (rows.length < limit || after.made === row.rows) await finish(tx, services, after);
	else await tx.listExports.update(after);
	return rows.length;
}

async function addPart(tx: Tx, row: ExportRow, rows: unknown[]): Promise<void> {
	const part = { n: Math.floor(row.made / partRows), rows, hash: await hashOfJson(rows) };
	await tx.listExports.addPart(row.id, part);
}

/** What was made is known afterwards by its fingerprint, which stands in the file and, before a row is handed out, in the audit. */
async function finish(tx: Tx, services: Services, row: ExportRow): Promise<ExportRow> {
	const nowMs = services.clock.nowMs();
	const fingerprint = await hashOfJson({ id: row.id, parts: await tx.listExports.partHashes(row.id) });
	const state = stateAfter(row, 'finish', nowMs);
	const made = {
		...row,
		state,
		rows: row.made,
		fingerprint,
		cursor: null,
		expiresAtMs: nowMs + exportOpenMs,
	};
	await tx.listExports.update(made);
	await writeAct(tx, services, { act: 'take', row: made });
	return made;
}

/** Rows of one part, as often as asked for by whom the list was. Throws `outcome.export-over`, `request.not-found`. */
export async function partOfList(call: ExportCall & { id: string; n: number }): Promise<unknown[]> {
	return call.services.uow.run(call.actor, async (tx) => {
		const row = await ownExport(tx, call);
		const isOpen = row.state === 'made' && call.services.clock.nowMs() < row.expiresAtMs;
		if (!isOpen) throw new RefusalError({ code: 'outcome.export-over' });
		const rows = await tx.listExports.part(row.id, call.n);
		if (!rows) throw new RefusalError({ code: 'request.not-found' });
		return rows;
	});
}

/** The asker has the whole file: the parts are gone. Once more is the same. Throws `outcome.export-over`, `request.not-found`. */
export async function takeList(call: ExportCall & { id: string }): Promise<ExportRow> {
	const { services } = call;
	return services.uow.run(call.actor, async (tx) => {
		const row = await ownExport(tx, call);
		if (row.state === 'taken') return row;
		const nowMs = services.clock.nowMs();
		const taken = { ...row, state: stateAfter(row, 'take', nowMs), takenAtMs: nowMs };
		await tx.listExports.update(taken);
		await tx.listExports.dropParts(row.id);
		return taken;
	});
}

function stateAfter(row: ExportRow, act: 'begin' | 'finish' | 'take', nowMs: number): ExportRow['state'] {
	const next = nextExportState(row, act, nowMs);
	if (!next.ok) throw new RefusalError({ code: next.error });
	return next.value;
}

/** Locked. Another's of the same desk and an absent one look the same. */
async function ownExport(tx: Tx, { actor, desk, id }: ExportCall & { id: string }): Promise<ExportRow> {
	const row = await exportOf(tx, desk, id);
	if (row.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
	return row;
}

async function exportOf(tx: Tx, desk: ExportDesk, id: string): Promise<ExportRow> {
	const row = await tx.listExports.lock(desk, id);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	return row;
}

/** The reason's words stand in the export's own row: the audit names the export. `by`: who asked, unless told. */
function writeAct(
	tx: Tx,
	services: Services,
	{ act, row, by = row.askedByAccountId }: { act: ExportAct; row: ExportRow; by?: string },
): Promise<void> {
	const { rows, names, isSecondNeeded, fingerprint, choice } = row;
	// Whose rows they were, where they are of one file: an id names nobody.
	const { statementId } = choice as { statementId?: string };
	return tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: by,
		act: acts[row.desk][act],
		subject: row.id,
		detail: { rows, names, isSecondNeeded, fingerprint, ...(statementId ? { statementId } : {}) },
	});
}

/** With the phones' last digits of who asked and judged, which no desk may read by itself. */
export async function cardsOf<T>(
	{ services, actor }: Pick<ExportCall, 'services' | 'actor'>,
	rows: readonly ExportRow[],
	more: (row: ExportRow) => T,
): Promise<(ExportCardHead & T)[]> {
	const ids = new Set(rows.flatMap((row) => [row.askedByAccountId, row.judgedByAccountId ?? []].flat()));
	const tails = await services.uow.run({ kind: 'system' }, async (tx) => {
		const found = new Map<string, string>();
		for (const id of ids) found.set(id, (await tx.accounts.findById(id))?.phone.slice(-4) ?? '');
		return found;
	});
	const nowMs = services.clock.nowMs();
	return rows.map((row) => ({
		...{ id: row.id, reason: row.reason, rows: row.rows },
		...{ state: row.state, isSecondNeeded: row.isSecondNeeded, takenAtMs: row.takenAtMs },
		...{ made: row.made, fingerprint: row.fingerprint },
		isOwn: row.askedByAccountId === actor.accountId,
		askedBy: tails.get(row.askedByAccountId) ?? '',
		askedAtMs: row.askedAtMs,
		judgedBy: row.judgedByAccountId === null ? null : (tails.get(row.judgedByAccountId) ?? ''),
		expiresAtMs: row.expiresAtMs,
		isExpired: row.state !== 'refused' && row.state !== 'taken' && nowMs >= row.expiresAtMs,
		...more(row),
	}));
}
