import {
	DefaultQueryExecutor,
	DummyDriver,
	PostgresAdapter,
	PostgresQueryCompiler,
	Transaction,
	type Dialect,
} from 'kysely';
import type { Pool } from 'pg';
import type { Trx } from '../database.ts';
import type { Tables } from '../tables.ts';
import { PipelinedTransaction } from './pipelined-transaction.ts';
import type { ParserOf } from './statement.ts';

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
const driver = new DummyDriver();

interface Place {
	pool: Pool;
	dialect: Dialect;
	parserOf: ParserOf;
}

/** A transaction as the query builder knows it, which unlike its own lets statements be asked for at the same time. */
function asTrx(transaction: PipelinedTransaction, dialect: Dialect): Trx {
	const executor = new DefaultQueryExecutor(compiler, adapter, {
		provideConnection: (consumer) => consumer(transaction),
	});
	return new Transaction<Tables>({ config: { dialect }, driver, dialect, executor });
}

/**
 * Runs `work` in a transaction that begins with the statement `first`. With `isOneLook` all that `work` asks for is asked
 * for at once, and goes together with the transaction's beginning and end.
 */
export async function runInTransaction<T>(
	{ pool, dialect, parserOf }: Place,
	first: [text: string, values: readonly unknown[]],
	work: (trx: Trx) => Promise<T>,
	{ isOneLook = false }: { isOneLook?: boolean },
): Promise<T> {
	const client = await pool.connect();
	const transaction = new PipelinedTransaction(client, parserOf, first);
	let isLost = false;
	try {
		if (isOneLook) transaction.endWithNext();
		const result = await work(asTrx(transaction, dialect));
		await transaction.commit();
		return result;
	} catch (error) {
		await transaction.rollback().catch(() => (isLost = true));
		throw error;
	} finally {
		client.release(isLost);
	}
}
