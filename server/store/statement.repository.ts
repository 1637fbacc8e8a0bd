import { sql, type Selectable } from 'kysely';
import type { Difference, GoodLine, StatementRow, StatementTable } from '#server/usecase/statement/ports.ts';
import { outcomesForAPerson } from '#shared/domain/payment/statement.ts';
import { jsonb, type Trx } from './database.ts';
import { leftOpen } from './left-open.repository.ts';
import type { StatementTables } from './statement-tables.ts';

function toStatement(stored: Selectable<StatementTables['statement']>): StatementRow {
	return {
		id: stored.id,
		sha256: stored.sha256,
		format: stored.format,
		state: stored.state,
		uploadedBy: stored.uploaded_by,
		uploadedAtMs: stored.uploaded_at_ms,
		rowCount: stored.row_count,
		badCount: stored.bad_count,
		doneAtMs: stored.done_at_ms,
	};
}

function fromStatement(statement: StatementRow) {
	return {
		id: statement.id,
		sha256: statement.sha256,
		format: statement.format,
		state: statement.state,
		uploaded_by: statement.uploadedBy,
		uploaded_at_ms: statement.uploadedAtMs,
		row_count: statement.rowCount,
		bad_count: statement.badCount,
		done_at_ms: statement.doneAtMs,
	};
}

function toLine(stored: Selectable<StatementTables['statement_row']>): GoodLine {
	return {
		line: stored.line,
		kind: stored.kind!,
		serial: stored.serial!,
		taxReceiptNumber: stored.tax_receipt_number!,
		amountFen: stored.amount_fen!,
		atMs: stored.at_ms!,
	};
}

function toDifference(stored: Selectable<StatementTables['statement_row']>): Difference {
	const { statement_id: statementId, order_id: orderId, outcome } = stored;
	return { ...toLine(stored), statementId, outcome: outcome!, orderId };
}

/** See `StatementTable` for what each call promises. */
export function statementRepository(trx: Trx): StatementTable {
	const all = () => trx.selectFrom('statement').selectAll();
	const first = async (query: ReturnType<typeof all>) => {
		const stored = await query.executeTakeFirst();
		return stored ? toStatement(stored) : null;
	};
	return {
		async insert(statement) {
			const result = await trx
				.insertInto('statement')
				.values(fromStatement(statement))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		ofHash: (sha256) => first(all().where('sha256', '=', sha256)),
		get: (id) => first(all().where('id', '=', id)),
		async update(statement) {
			await trx
				.updateTable('statement')
				.set(fromStatement(statement))
				.where('id', '=', statement.id)
				.execute();
		},
		async list(limit) {
			const rows = await all().orderBy('uploaded_at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
			return rows.map(toStatement);
		},
		...linesToMatch(trx),
		...linesToRead(trx),
	};
}

type Matching =
	'addLines' | 'removeLines' | 'toMatch' | 'duplicates' | 'look' | 'lookAgain' | 'lookAgainAtHeld';
type Reading =
	'outcomeOf' | 'outcomes' | 'badLines' | 'differences' | 'rowsOf' | 'missingThere' | 'leave' | 'left';

function linesToMatch(trx: Trx): Pick<StatementTable, Matching> {
	return {
		async addLines(id, good, bad) {
			await sql`insert into statement_row (statement_id, line, kind, serial, tax_receipt_number, amount_fen, at_ms)
				select ${id}, line, kind, serial, "taxReceiptNumber", "amountFen", "atMs"
				from jsonb_to_recordset(${jsonb(good)}) as given(line int, kind text, serial text,
					"taxReceiptNumber" text, "amountFen" bigint, "atMs" bigint)`.execute(trx);
			await sql`insert into statement_row (statement_id, line, outcome, problem, cells)
				select ${id}, line, 'bad', problem, cells
				from jsonb_to_recordset(${jsonb(bad)}) as given(line int, problem text, cells jsonb)`.execute(trx);
		},
		async removeLines(id) {
			await trx.deleteFrom('statement_row').where('statement_id', '=', id).execute();
		},
		toMatch: (limit) => toMatch(trx, limit),
		async duplicates(id, lines) {
			if (lines.length === 0) return [];
			const { rows } = await sql<{ line: number }>`select r.line from statement_row r
				where r.statement_id = ${id} and r.line in (${sql.join([...lines])}) and exists (
					select 1 from statement_row e where e.statement_id = r.statement_id and e.line < r.line
						and e.tax_receipt_number = r.tax_receipt_number and e.kind = r.kind)`.execute(trx);
			return rows.map(({ line }) => line);
		},
		async look(id, found) {
			await sql`update statement_row r set outcome = f.outcome, order_id = f."orderId"
				from jsonb_to_recordset(${jsonb(found)}) as f(line int, outcome text, "orderId" uuid)
				where r.statement_id = ${id} and r.line = f.line`.execute(trx);
		},
		async lookAgain(id, line) {
			const { rows } = await sql`with again as (
					update statement_row set outcome = null where statement_id = ${id} and line = ${line}
						and outcome in (${sql.join([...outcomesForAPerson])}) returning statement_id
				)
				update statement set state = 'matching' where id in (select statement_id from again)
				returning id`.execute(trx);
			return rows.length > 0;
		},
		async lookAgainAtHeld(taxReceiptNumber) {
			await sql`with again as (
					update statement_row set outcome = null where tax_receipt_number = ${taxReceiptNumber}
						and outcome = 'held' returning statement_id
				)
				update statement set state = 'matching' where id in (select statement_id from again)`.execute(trx);
		},
	};
}

function linesToRead(trx: Trx): Pick<StatementTable, Reading> {
	return {
		async outcomeOf(id, line) {
			const found = await trx
				.selectFrom('statement_row')
				.select('outcome')
				.where('statement_id', '=', id)
				.where('line', '=', line)
				.executeTakeFirst();
			return found?.outcome ?? null;
		},
		async outcomes(id) {
			return trx
				.selectFrom('statement_row')
				.select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
				.where('statement_id', '=', id)
				.groupBy('outcome')
				.orderBy('outcome')
				.execute();
		},
		async badLines(id, { afterLine, limit }) {
			const rows = await trx
				.selectFrom('statement_row')
				.selectAll()
				.where('statement_id', '=', id)
				.where('outcome', '=', 'bad')
				.where('line', '>', afterLine)
				.orderBy('line')
				.limit(limit)
				.execute();
			return rows.map(({ line, problem, cells }) => ({ line, problem: problem!, cells: cells ?? [] }));
		},
		async differences(limit) {
			const rows = await trx
				.selectFrom('statement_row as r')
				.innerJoin('statement as s', 's.id', 'r.statement_id')
				.selectAll('r')
				.where('r.outcome', 'in', [...outcomesForAPerson])
				.orderBy('s.uploaded_at_ms', 'desc')
				.orderBy('r.statement_id')
				.orderBy('r.line')
				.limit(limit)
				.execute();
			return rows.map(toDifference);
		},
		async rowsOf(id, outcomes, limit) {
			const rows = await trx
				.selectFrom('statement_row')
				.selectAll()
				.where('statement_id', '=', id)
				.where('outcome', 'in', [...outcomes])
				.orderBy('line')
				.limit(limit)
				.execute();
			return rows.map(toDifference);
		},
		missingThere: (limit, id) => missingThere(trx, limit, id ?? null),
		...leftOpen(trx),
	};
}

async function toMatch(trx: Trx, limit: number) {
	const oldest = await trx
		.selectFrom('statement')
		.selectAll()
		.where('state', '=', 'matching')
		.orderBy('uploaded_at_ms')
		.limit(1)
		.executeTakeFirst();
	if (!oldest) return null;
	const rows = await trx
		.selectFrom('statement_row')
		.selectAll()
		.where('statement_id', '=', oldest.id)
		.where('outcome', 'is', null)
		.orderBy('line')
		.limit(limit)
		.execute();
	return { statement: toStatement(oldest), lines: rows.map(toLine) };
}

/** Which days a statement is about is what its rows say: from the day of its first payment to that of its last. */
async function missingThere(trx: Trx, limit: number, id: string | null) {
	const { rows } = await sql<{
		orderId: string;
		serial: string;
		taxReceiptNumber: string;
		amountFen: number;
		paidAtMs: number;
	}>`
		with days as (
			select (min(r.at_ms) + 28800000) / 86400000 * 86400000 - 28800000 as from_ms,
				((max(r.at_ms) + 28800000) / 86400000 + 1) * 86400000 - 28800000 as to_ms
			from statement s join statement_row r on r.statement_id = s.id
			where s.state = 'done' and r.kind = 'payment' and (${id}::uuid is null or s.id = ${id}) group by s.id
		)
		select p.order_id as "orderId", o.serial, p.tax_receipt_number as "taxReceiptNumber",
			p.paid_fen as "amountFen", p.paid_at_ms as "paidAtMs"
		from payment p join payment_order o on o.id = p.order_id
		where p.settled_at_ms is null
			and exists (select 1 from days where p.paid_at_ms >= from_ms and p.paid_at_ms < to_ms)
			and not exists (select 1 from statement_row r
				where r.tax_receipt_number = p.tax_receipt_number and r.kind = 'payment')
		order by p.paid_at_ms limit ${limit}`.execute(trx);
	return rows;
}
