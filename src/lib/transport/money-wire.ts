import type { MoneyPort } from '#lib/app/office/ports.ts';
import {
	MoneyQueue,
	MoneyExportCard,
	MoneyExportList,
	MoneyExportPart,
	OrderDetail,
	StatementResult,
} from '#shared/protocol/money.ts';
import { MoneyTotals, TakenTotals } from '#shared/protocol/office.ts';
import { StatementList, statementPath, TakenStatement } from '#shared/protocol/statement.ts';
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
		takeTotals: () => checked(TakenTotals, () => client.money.takeTotals.mutate()),
		upload: (file, onSent) =>
			checked(TakenStatement, () => uploadFile(statementPath, file, { timeoutMs: uploadTimeoutMs, onSent })),
		statements: () => checked(StatementList, () => client.money.statements.query()),
		statement: (id) => checked(StatementResult, () => client.money.statement.query({ id })),
		queue: () => checked(MoneyQueue, () => client.money.queue.query()),
		askBadRows: (input) => checked(MoneyExportCard, () => client.money.askBadRows.mutate(input)),
		lookAgain: (id, line) => doneOf(() => client.money.lookAgain.mutate({ id, line })),
		order: (orderId) => checked(OrderDetail, () => client.money.order.query({ orderId })),
		exports: () => checked(MoneyExportList, () => client.money.exports.query()),
		askExport: (input) => checked(MoneyExportCard, () => client.money.askExport.mutate(input)),
		judgeExport: (id, agree) => doneOf(() => client.money.judgeExport.mutate({ id, agree })),
		beginExport: (id) => checked(MoneyExportCard, () => client.money.beginExport.mutate({ id })),
		exportPart: (id, n) => checked(MoneyExportPart, () => client.money.exportPart.query({ id, n })),
		takeExport: (id) => checked(MoneyExportCard, () => client.money.takeExport.mutate({ id })),
	};
}
