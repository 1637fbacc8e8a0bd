import type { MoneyPort } from '#lib/app/office/ports.ts';
import { isErrorCode, RefusalError, type Refusal } from '#shared/errors/error-codes.ts';
import { MoneyTotals } from '#shared/protocol/office.ts';
import {
	BadRows,
	StatementDifferences,
	StatementList,
	statementPath,
	TakenStatement,
} from '#shared/protocol/statement.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';
import { wireFetch } from './wire-fetch.ts';

/** Twenty megabytes over a slow office line, and reading them. */
const uploadTimeoutMs = 300_000;

/** A clerk's calls: loaded at the clerk's desk alone. */
export function moneyWire(): MoneyPort {
	const client = createClient();
	return {
		assign: (strayId, serial) => doneOf(() => client.money.assign.mutate({ strayId, serial })),
		refund: (strayId) => doneOf(() => client.money.refund.mutate({ strayId })),
		totals: () => checked(MoneyTotals, () => client.money.totals.query()),
		upload: (bytes) => checked(TakenStatement, () => upload(bytes)),
		statements: () => checked(StatementList, () => client.money.statements.query()),
		differences: () => checked(StatementDifferences, () => client.money.differences.query()),
		badRows: (id) => checked(BadRows, () => client.money.badRows.query({ id })),
		lookAgain: (id, line) => doneOf(() => client.money.lookAgain.mutate({ id, line })),
	};
}

async function upload(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
	const init = { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } };
	const reply = await wireFetch(statementPath, init, { timeoutMs: uploadTimeoutMs });
	const value = await reply.json();
	if (reply.ok) return value;
	throw new RefusalError(refusalIn(value));
}

function refusalIn(value: unknown): Refusal {
	const { code, path } = (value as { error: { data: Record<string, unknown> } }).error.data;
	return {
		code: isErrorCode(code) ? code : 'server.unavailable',
		...(typeof path === 'string' ? { path } : {}),
	};
}
