import type { MoneyPort } from '#lib/app/office/ports.ts';
import {
	MoneyQueue,
	OrderDetail,
	OrderExportCard,
	OrderExportList,
	StatementResult,
	OrderPart,
} from '#shared/protocol/money.ts';
import { MoneyTotals } from '#shared/protocol/office.ts';
import { BadRows, StatementList, statementPath, TakenStatement } from '#shared/protocol/statement.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';
import { uploadFile } from './upload-file.ts';

/** Twenty megabytes over a slow office line, and reading them. */
const uploadTimeoutMs = 300_000;

/** A clerk's calls: loaded at the clerk's desk alone. */
export function moneyWire(): MoneyPort {
	const client = createClient();
	return {
		assign: (strayId, serial) => doneOf(() => client.money.assign.mutate({ strayId, serial })),
		refund: (strayId) => doneOf(() => client.money.refund.mutate({ strayId })),
		leave: (left) => doneOf(() => client.money.leave.mutate(left)),
		totals: () => checked(MoneyTotals, () => client.money.totals.query()),
		upload: (file, onSent) =>
			checked(TakenStatement, () => uploadFile(statementPath, file, { timeoutMs: uploadTimeoutMs, onSent })),
		statements: () => checked(StatementList, () => client.money.statements.query()),
		statement: (id) => checked(StatementResult, () => client.money.statement.query({ id })),
		queue: () => checked(MoneyQueue, () => client.money.queue.query()),
		badRows: (id) => checked(BadRows, () => client.money.badRows.query({ id })),
		lookAgain: (id, line) => doneOf(() => client.money.lookAgain.mutate({ id, line })),
		order: (orderId) => checked(OrderDetail, () => client.money.order.query({ orderId })),
		exports: () => checked(OrderExportList, () => client.money.exports.query()),
		askExport: (input) => checked(OrderExportCard, () => client.money.askExport.mutate(input)),
		judgeExport: (id, agree) => doneOf(() => client.money.judgeExport.mutate({ id, agree })),
		beginExport: (id) => checked(OrderExportCard, () => client.money.beginExport.mutate({ id })),
		exportPart: (id, n) => checked(OrderPart, () => client.money.exportPart.query({ id, n })),
		takeExport: (id) => checked(OrderExportCard, () => client.money.takeExport.mutate({ id })),
	};
}
