import { RefusalError } from '#shared/errors/error-codes.ts';
import type { BadRows, StatementDifferences, StatementList } from '#shared/protocol/statement.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

const statementLimit = 30;
const differenceLimit = 200;

/** The newest statements and how far each is. No personal data. */
export async function readStatements(call: {
	services: Services;
	actor: AccountActor;
}): Promise<StatementList> {
	const { services, actor } = call;
	return services.uow.run(actor, async (tx) => {
		const statements = [];
		for (const statement of await tx.statements.list(statementLimit)) {
			const { id, format, state, uploadedAtMs, rowCount, badCount } = statement;
			const found = await tx.statements.outcomes(id);
			const waiting = found.find(({ outcome }) => outcome === null)?.count ?? 0;
			const outcomes = found.flatMap(({ outcome, count }) => (outcome ? [{ outcome, count }] : []));
			statements.push({ id, format, state, uploadedAtMs, rowCount, badCount, waiting, outcomes });
		}
		return { statements };
	});
}

/** What differs between a statement and here, from both sides. The look is written down. */
export async function readDifferences(call: {
	services: Services;
	actor: AccountActor;
}): Promise<StatementDifferences> {
	const { services, actor } = call;
	return services.uow.run(actor, async (tx) => {
		const rows = await tx.statements.differences(differenceLimit);
		const missingThere = await tx.statements.missingThere(differenceLimit);
		await writeDown(tx, services, { actor, act: 'statement.differences', subject: null, rows: rows.length });
		return { rows: rows.map(({ orderId: _, ...row }) => row), missingThere };
	});
}

/** The rows that could not be read, as they stood in the file. Throws `request.not-found`. */
export async function readBadRows(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<BadRows> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		if (!(await tx.statements.get(id))) throw new RefusalError({ code: 'request.not-found' });
		const rows = await tx.statements.badLines(id);
		await writeDown(tx, services, { actor, act: 'statement.bad-rows', subject: id, rows: rows.length });
		return { rows };
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

async function writeDown(
	tx: Tx,
	services: Services,
	{ actor, act, subject, rows }: { actor: AccountActor; act: string; subject: string | null; rows: number },
): Promise<void> {
	const atMs = services.clock.nowMs();
	await tx.audit.append({ atMs, actor: actor.accountId, act, subject, detail: { rows } });
}
