import type { AuditAct } from '#shared/domain/audit/act.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { ImportSummary, ReadAnewInput } from '#shared/protocol/roster.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { summaryOf } from './import-view.ts';
import { ownRoster } from './place.ts';
import type { FoundFile, RosterImport } from './ports.ts';
import { noCounts } from './set-aside.ts';

interface Act {
	services: Services;
	actor: AccountActor;
	id: string;
}

/** Has a file read with other columns, another head row or another sheet. Throws `request.not-found`. */
export async function readRosterAnew(
	call: Omit<Act, 'id'> & { input: ReadAnewInput },
): Promise<ImportSummary> {
	const { id, sheet, headLine, columns } = call.input;
	return onOwn({ ...call, id }, 'roster.read-anew', async (tx, row) => {
		if (row.state !== 'reading' && row.state !== 'checked') return null;
		await tx.rosterImports.dropLines(row.id, 'all');
		const wanted = { sheet, headLine, columns, turn: row.wanted.turn + 1 };
		return { ...row, state: 'reading', wanted, counts: noCounts };
	});
}

/**
 * Makes the lines without problems the roster, all in one transaction; the job matches the students afterwards. Nobody is
 * taken out for not being in the file. Throws `request.not-found`.
 */
export async function applyRoster(call: Act): Promise<ImportSummary> {
	const atMs = call.services.clock.nowMs();
	return onOwn(call, 'roster.apply', async (tx, row) => {
		if (row.state !== 'checked') return null;
		// As the roster is now: what was told before is as of when the file was read.
		const judged = await tx.rosterImports.judge(row);
		await tx.rosterImports.apply(row, atMs);
		await tx.rosterImports.dropFile(row.id);
		await tx.rosterImports.dropLines(row.id, 'without-problems');
		const found = row.found && withoutTop(row.found);
		return { ...row, found, state: 'applied', appliedAtMs: atMs, counts: { ...row.counts, ...judged } };
	});
}

/** What was shown of the file's first lines goes with the file. */
function withoutTop({ top: _, ...found }: FoundFile): FoundFile {
	return found;
}

/**
 * Takes the newest import back: whom it added goes again, unless the school has said a word of them or a person matched
 * them; whom it changed is as before, and keeps what people said. Throws `request.not-found`.
 */
export async function undoRoster(call: Act): Promise<ImportSummary> {
	const atMs = call.services.clock.nowMs();
	return onOwn(call, 'roster.undo', async (tx, row) => {
		if (!(await tx.rosterImports.canUndo(row))) return null;
		const done = await tx.rosterImports.undo(row, atMs);
		await tx.rosterImports.dropLines(row.id, 'all');
		return { ...row, state: 'undone', undoneAtMs: atMs, found: null, counts: { ...row.counts, ...done } };
	});
}

/** `change` answers with null where there is nothing to do any more: the reply tells how it stands. */
async function onOwn(
	{ services, actor, id }: Act,
	act: AuditAct,
	change: (tx: Tx, row: RosterImport) => Promise<RosterImport | null>,
): Promise<ImportSummary> {
	const { schoolCode } = ownRoster(services, actor);
	return services.uow.run(actor, async (tx) => {
		const row = await tx.rosterImports.lock(id);
		if (row?.schoolCode !== schoolCode) throw new RefusalError({ code: 'request.not-found' });
		const changed = await change(tx, row);
		if (changed) {
			await tx.rosterImports.update(changed);
			const { counts } = changed;
			const detail = { new: counts.new, changed: counts.changed, removed: counts.removed, kept: counts.kept };
			const atMs = services.clock.nowMs();
			await tx.audit.append({ atMs, actor: actor.accountId, act, subject: id, detail });
		}
		return summaryOf(tx, changed ?? row);
	});
}
