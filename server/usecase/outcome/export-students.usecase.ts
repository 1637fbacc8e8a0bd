import { maskName } from '#shared/domain/identity/name.ts';
import { exportOpenMs, nextExportState, secondPersonAboveRows } from '#shared/domain/roster/export.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AskExportInput, ExportCard, ExportList, TakenExport } from '#shared/protocol/outcome.ts';
import { hashOfJson } from '#shared/std/hash.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { administered } from './own-school.ts';
import type { ExportRow, StudentOutcome } from './ports.ts';

const shownExports = 50;

interface Call {
	services: Services;
	actor: AccountActor;
}

/**
 * Asks for a list as a file, with a reason; once however often it is sent under its id. A long one waits for another
 * administrator of the school. Throws `request.not-found` (no school, or the id is taken).
 */
export async function askExport(call: Call & { input: AskExportInput }): Promise<ExportCard> {
	const { services, actor, input } = call;
	const schoolCode = administered(actor);
	const row = await services.uow.run(actor, async (tx) => {
		const nowMs = services.clock.nowMs();
		const { schemeId, ...choice } = input.choice;
		const rows = await tx.outcomes.count({ of: { schoolCode, schemeId }, choice });
		const isSecondNeeded = rows > secondPersonAboveRows;
		const asked: ExportRow = {
			...{
				id: input.id,
				schoolCode,
				schemeId,
				choice: input.choice,
				names: input.names,
				reason: input.reason,
			},
			...{ rows, isSecondNeeded, state: isSecondNeeded ? 'waiting' : 'ready' },
			...{ askedByAccountId: actor.accountId, askedAtMs: nowMs, judgedByAccountId: null, judgedAtMs: null },
			...{ takenAtMs: null, fingerprint: null, expiresAtMs: nowMs + exportOpenMs },
		};
		if (!(await tx.rosterExports.insert(asked))) {
			const known = await exportOf(tx, schoolCode, input.id);
			if (known.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
			return known;
		}
		await writeAct(tx, services, { actor, act: 'ask-export', row: asked });
		return asked;
	});
	return (await cardsOf(call, [row]))[0]!;
}

/** Lists that were asked for in this school, the newest first. Throws `request.not-found` without a school. */
export async function readExports(call: Call): Promise<ExportList> {
	const { services, actor } = call;
	const schoolCode = administered(actor);
	const rows = await services.uow.run(actor, (tx) => tx.rosterExports.ofSchool(schoolCode, shownExports));
	return { exports: await cardsOf(call, rows) };
}

/**
 * Another administrator agrees, or not. Throws `outcome.own-export` to whom it was asked by, `outcome.export-over`,
 * `request.not-found`.
 */
export async function judgeExport(call: Call & { id: string; agree: boolean }): Promise<void> {
	const { services, actor, id, agree } = call;
	const schoolCode = administered(actor);
	await services.uow.run(actor, async (tx) => {
		const row = await exportOf(tx, schoolCode, id);
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
		await tx.rosterExports.update(judged);
		await writeAct(tx, services, { actor, act: agree ? 'agree-export' : 'refuse-export', row: judged });
	});
}

/**
 * Hands the rows out, once, to whom it was asked by. What they were is known afterwards by their fingerprint, which
 * stands in the file and in the audit. Throws `outcome.export-over`, `outcome.second-person` (it has grown beyond what
 * one person may take), `request.not-found`.
 */
export async function takeExport(call: Call & { id: string }): Promise<TakenExport> {
	const { services, actor, id } = call;
	const schoolCode = administered(actor);
	const taken = await services.uow.run(actor, async (tx) => {
		const row = await exportOf(tx, schoolCode, id);
		if (row.askedByAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
		const nowMs = services.clock.nowMs();
		const state = nextExportState(row, 'take', nowMs);
		if (!state.ok) throw new RefusalError({ code: state.error });
		const { schemeId, ...choice } = row.choice;
		// As many as were agreed to: who came into the list since is not among them.
		const limit = row.judgedByAccountId === null ? secondPersonAboveRows + 1 : row.rows;
		const students = await tx.outcomes.page({ of: { schoolCode, schemeId }, choice }, null, limit);
		if (row.judgedByAccountId === null && students.length > secondPersonAboveRows) {
			throw new RefusalError({ code: 'outcome.second-person' });
		}
		const rows = students.map((student) => exported(student, row));
		const fingerprint = await hashOfJson({ id, rows });
		const after = { ...row, rows: rows.length, state: state.value, takenAtMs: nowMs, fingerprint };
		await tx.rosterExports.update(after);
		await writeAct(tx, services, { actor, act: 'take-export', row: after });
		return { row: after, rows, fingerprint };
	});
	const [card] = await cardsOf(call, [taken.row]);
	return { card: card!, fingerprint: taken.fingerprint, rows: taken.rows };
}

function exported(student: StudentOutcome, { names }: ExportRow): TakenExport['rows'][number] {
	const { studentNumber, name, college, className, outcome, word, enrollmentState, isPaid } = student;
	const shown = names === 'full' ? name : maskName(name);
	return { studentNumber, name: shown, college, className, outcome, word, enrollmentState, isPaid };
}

async function exportOf(tx: Tx, schoolCode: string, id: string): Promise<ExportRow> {
	const row = await tx.rosterExports.lock(schoolCode, id);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	return row;
}

type ExportAct = 'ask-export' | 'agree-export' | 'refuse-export' | 'take-export';

/** The reason's words stand in the export's own row: the audit names the export. */
function writeAct(
	tx: Tx,
	services: Services,
	{ actor, act, row }: { actor: AccountActor; act: ExportAct; row: ExportRow },
): Promise<void> {
	const { rows, names, isSecondNeeded, fingerprint } = row;
	return tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: actor.accountId,
		act: `outcome.${act}`,
		subject: row.id,
		detail: { rows, names, isSecondNeeded, fingerprint },
	});
}

/** With the phones' last digits of who asked and judged, which no school may read by itself. */
async function cardsOf({ services, actor }: Call, rows: readonly ExportRow[]): Promise<ExportCard[]> {
	const ids = new Set(rows.flatMap((row) => [row.askedByAccountId, row.judgedByAccountId ?? []].flat()));
	const tails = await services.uow.run({ kind: 'system' }, async (tx) => {
		const found = new Map<string, string>();
		for (const id of ids) found.set(id, (await tx.accounts.findById(id))?.phone.slice(-4) ?? '');
		return found;
	});
	const nowMs = services.clock.nowMs();
	return rows.map((row) => ({
		...{ id: row.id, choice: row.choice, names: row.names, reason: row.reason, rows: row.rows },
		...{ state: row.state, isSecondNeeded: row.isSecondNeeded, takenAtMs: row.takenAtMs },
		isOwn: row.askedByAccountId === actor.accountId,
		askedBy: tails.get(row.askedByAccountId) ?? '',
		askedAtMs: row.askedAtMs,
		judgedBy: row.judgedByAccountId === null ? null : (tails.get(row.judgedByAccountId) ?? ''),
		expiresAtMs: row.expiresAtMs,
		isExpired: (row.state === 'waiting' || row.state === 'ready') && nowMs >= row.expiresAtMs,
	}));
}
