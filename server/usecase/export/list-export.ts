import { exportOpenMs, nextExportState, secondPersonAboveRows } from '#shared/domain/roster/export.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ExportCardHead } from '#shared/protocol/list-export.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { ExportDesk, ExportRow } from './ports.ts';

const shownExports = 50;
/** The audit names acts by the desk. */
const nounByDesk: Record<ExportDesk['desk'], string> = { school: 'outcome', clerk: 'money' };

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
			...{ takenAtMs: null, fingerprint: null, expiresAtMs: nowMs + exportOpenMs },
		};
		if (!(await tx.listExports.insert(row))) {
			const known = await exportOf(tx, desk, asked.id);
			if (known.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
			return known;
		}
		await writeAct(tx, call, { act: 'ask-export', row });
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
		await writeAct(tx, call, { act: agree ? 'agree-export' : 'refuse-export', row: judged });
	});
}

export interface TakenList<T> {
	row: ExportRow;
	rows: T[];
	fingerprint: string;
}

/**
 * Hands the rows out, once, to whom it was asked by. What they were is known afterwards by their fingerprint, which
 * stands in the file and in the audit. `rowsOf` reads as many as the limit says at most. Throws `outcome.export-over`,
 * `outcome.second-person` (it has grown beyond what one person may take), `request.not-found`.
 */
export async function takeList<T>(
	call: ExportCall & { id: string; rowsOf: (tx: Tx, row: ExportRow, limit: number) => Promise<T[]> },
): Promise<TakenList<T>> {
	const { services, actor, desk, id, rowsOf } = call;
	return services.uow.run(actor, async (tx) => {
		const row = await exportOf(tx, desk, id);
		if (row.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
		const nowMs = services.clock.nowMs();
		const state = nextExportState(row, 'take', nowMs);
		if (!state.ok) throw new RefusalError({ code: state.error });
		// As many as were agreed to: what came into the list since is not among them.
		const limit = row.judgedByAccountId === null ? secondPersonAboveRows + 1 : row.rows;
		const rows = await rowsOf(tx, row, limit);
		if (row.judgedByAccountId === null && rows.length > secondPersonAboveRows) {
			throw new RefusalError({ code: 'outcome.second-person' });
		}
		const fingerprint = await hashOfJson({ id, rows });
		const after = { ...row, rows: rows.length, state: state.value, takenAtMs: nowMs, fingerprint };
		await tx.listExports.update(after);
		await writeAct(tx, call, { act: 'take-export', row: after });
		return { row: after, rows, fingerprint };
	});
}

async function exportOf(tx: Tx, desk: ExportDesk, id: string): Promise<ExportRow> {
	const row = await tx.listExports.lock(desk, id);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	return row;
}

/** The reason's words stand in the export's own row: the audit names the export. */
function writeAct(
	tx: Tx,
	{ services, actor, desk }: ExportCall,
	{ act, row }: { act: string; row: ExportRow },
): Promise<void> {
	const { rows, names, isSecondNeeded, fingerprint } = row;
	return tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: actor.accountId,
		act: `${nounByDesk[desk.desk]}.${act}`,
		subject: row.id,
		detail: { rows, names, isSecondNeeded, fingerprint },
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
		isOwn: row.askedByAccountId === actor.accountId,
		askedBy: tails.get(row.askedByAccountId) ?? '',
		askedAtMs: row.askedAtMs,
		judgedBy: row.judgedByAccountId === null ? null : (tails.get(row.judgedByAccountId) ?? ''),
		expiresAtMs: row.expiresAtMs,
		isExpired: (row.state === 'waiting' || row.state === 'ready') && nowMs >= row.expiresAtMs,
		...more(row),
	}));
}
