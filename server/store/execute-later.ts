import type { CompiledQuery } from 'kysely';
import type { Trx } from './database.ts';

const forLater = new WeakSet<CompiledQuery>();

/**
 * Executes a statement of which nobody looks at the answer. On PostgreSQL it goes with the next statement whose answer is
 * waited for, or with the commit: where it fails, that one fails, and the transaction with it. So a row that must be
 * refused for a reason that somebody is told is not for later.
 */
export async function executeLater(
	trx: Trx,
	query: { compile(executorProvider: Trx): CompiledQuery },
): Promise<void> {
	const compiled = query.compile(trx);
	forLater.add(compiled);
	await trx.executeQuery(compiled);
}

export const isForLater = (query: CompiledQuery): boolean => forLater.has(query);
