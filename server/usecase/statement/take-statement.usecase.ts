import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { newId } from '#shared/std/id.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { OpenSheet, SheetFile } from '../sheet-file.ts';
import type { BadLine, GoodLine, StatementRow } from './ports.ts';
import { findColumns, readLine, type Columns } from './read-line.ts';

const linesAtOnce = 500;
/** A day of a whole province is a tenth of it. */
const mostRows = 200_000;
const mostCells = 60;
/** Of a cell in a row that cannot be read. */
const keptLength = 200;

/**
 * Takes a statement in: every row that can be read waits for being matched by the job, every other is kept with its
 * problem. The very same file again is the statement that it was: nothing changes. Throws RefusalError
 * `statement.unreadable`, `statement.wrong-columns` with the heads that are missing as its path; then nothing is kept.
 */
export async function takeStatement(call: {
	services: Services;
	actor: AccountActor;
	bytes: Uint8Array<ArrayBuffer>;
	open: OpenSheet;
}): Promise<{ id: string; isKnown: boolean }> {
	const { services, actor, bytes, open } = call;
	const sha256 = await sha256Hex(bytes);
	const run = <T>(work: (tx: Tx) => Promise<T>) => services.uow.run(actor, work);
	const known = await run((tx) => tx.statements.ofHash(sha256));
	if (known && known.state !== 'reading') return { id: known.id, isKnown: true };
	// Once through without keeping anything: a file that breaks off in the middle is refused whole.
	const columns = await checked(await open(bytes));
	const statement: StatementRow = known ?? {
		id: newId(services.clock, services.random),
		sha256,
		format: (await open(bytes)).format,
		state: 'reading',
		uploadedBy: actor.accountId,
		uploadedAtMs: services.clock.nowMs(),
		rowCount: 0,
		badCount: 0,
		doneAtMs: null,
	};
	await run(async (tx) => {
		if (known) await tx.statements.removeLines(known.id);
		else await tx.statements.insert(statement);
	});
	const counts = await keepLines(await open(bytes), columns, (good, bad) =>
		run((tx) => tx.statements.addLines(statement.id, good, bad)),
	);
	await run(async (tx) => {
		await tx.statements.update({ ...statement, ...counts, state: 'matching' });
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'statement.take',
			subject: statement.id,
			detail: { rows: counts.rowCount, bad: counts.badCount, format: statement.format },
		});
	});
	return { id: statement.id, isKnown: false };
}

/** The columns, after the whole file was read through. */
async function checked(file: SheetFile): Promise<Columns> {
	let columns: Columns | null = null;
	let count = 0;
	for await (const row of file.rows) {
		count += 1;
		if (count > mostRows || row.cells.length > mostCells) {
			throw new RefusalError({ code: 'request.too-large' });
		}
		columns ??= columnsOf(row);
	}
	if (!columns) throw new RefusalError({ code: 'statement.wrong-columns' });
	return columns;
}

function columnsOf(row: Parameters<typeof findColumns>[0]): Columns {
	const found = findColumns(row);
	if (!found.ok) throw new RefusalError({ code: 'statement.wrong-columns', path: found.error.join(' ') });
	return found.value;
}

async function keepLines(
	file: SheetFile,
	columns: Columns,
	keep: (good: GoodLine[], bad: BadLine[]) => Promise<void>,
): Promise<{ rowCount: number; badCount: number }> {
	const counts = { rowCount: 0, badCount: 0 };
	let good: GoodLine[] = [];
	let bad: BadLine[] = [];
	let isHead = true;
	for await (const row of file.rows) {
		if (isHead) {
			isHead = false;
			continue;
		}
		counts.rowCount += 1;
		const read = readLine(row, columns, file.is1904);
		if (read.ok) good.push(read.value);
		else
			bad.push({
				line: row.line,
				problem: read.error,
				cells: row.cells.map(({ text }) => text.slice(0, keptLength)),
			});
		if (!read.ok) counts.badCount += 1;
		if (good.length + bad.length < linesAtOnce) continue;
		await keep(good, bad);
		[good, bad] = [[], []];
	}
	await keep(good, bad);
	return counts;
}
