import { outcomesForAPerson } from '#shared/domain/payment/statement.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { StatementResult } from '#shared/protocol/money.ts';
import type { StatementList, StatementSummary } from '#shared/protocol/statement.ts';
import type { AccountActor } from '../actor.ts';
import { writeDown } from '../office/look-written-down.ts';
import type { Services, Tx } from '../ports.ts';
import { leftBy } from './left-by.ts';
import type { StatementRow } from './ports.ts';

const statementLimit = 30;
const rowLimit = 300;
/** What the result names row by row. */
const named = [...outcomesForAPerson, 'held', 'duplicate'] as const;

/** The newest statements and how far each is. No personal data. */
export async function readStatements(call: {
	services: Services;
	actor: AccountActor;
}): Promise<StatementList> {
	const { services, actor } = call;
	return services.uow.run(actor, async (tx) => {
		const statements = [];
		for (const statement of await tx.statements.list(statementLimit)) {
			statements.push(await summaryOf(tx, statement));
		}
		return { statements };
	});
}

async function summaryOf(tx: Tx, statement: StatementRow): Promise<StatementSummary> {
	const { id, format, state, uploadedAtMs, rowCount, badCount } = statement;
	const found = await tx.statements.outcomes(id);
	const waiting = found.find(({ outcome }) => outcome === null)?.count ?? 0;
	const outcomes = found.flatMap(({ outcome, count }) => (outcome ? [{ outcome, count }] : []));
	return { id, format, state, uploadedAtMs, rowCount, badCount, waiting, outcomes };
}

/** What one statement came to, as far as it has come. The look is written down. Throws `request.not-found`. */
export async function readStatement(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<StatementResult> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		const found = await tx.statements.get(id);
		if (!found) throw new RefusalError({ code: 'request.not-found' });
		const left = await leftBy(tx);
		const rows = await tx.statements.rowsOf(id, named, rowLimit);
		const missing = await tx.statements.missingThere(rowLimit, id);
		await writeDown(tx, services, { actor, act: 'statement.read', subject: id, rows: rows.length });
		return {
			statement: await summaryOf(tx, found),
			rows: rows.map(({ orderId: _, ...row }) => ({ ...row, left: left('row', id, row.line) })),
			missingThere: missing.map((row) => ({ ...row, left: left('missing-there', row.orderId) })),
		};
	});
}

/** A clerk has a row looked at once more, after something was done about it. Throws `request.not-found`. */
export async function lookAgain(call: {
	services: Services;
	actor: AccountActor;
	id: string;
	line: number;
}): Promise<void> {
	const { services, actor, id, line } = call;
	await services.uow.run({ kind: 'system' }, async (tx) => {
		if (!(await tx.statements.lookAgain(id, line))) throw new RefusalError({ code: 'request.not-found' });
		await writeDown(tx, services, { actor, act: 'statement.look-again', subject: id, rows: 1 });
	});
}
