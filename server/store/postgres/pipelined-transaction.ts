/*
 * One transaction on one connection of PostgreSQL, in as few round trips as there are answers to wait for.
 *
 *   asked for at the same time (`Promise.all`) ─────────┐
 *   written, and nobody waits for it (`executeLater`) ──▶ waiting ──▶ one batch, once an answer is waited for
 *
 * Statements run in the order in which they were asked for, one after the other: only the waiting in between is left
 * out. One that was for later fails where the next answer is waited for, at the latest at the commit.
 */
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { ClientBase } from 'pg';
import { isForLater } from '../execute-later.ts';
import { PreparedStatements, StatementBatch } from './statement-batch.ts';
import { aStatement, type Outcome, type ParserOf, type Statement } from './statement.ts';

/** What PostgreSQL says to each statement after the one that failed. */
const alreadyFailed = '25P02';
const countedTag = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/;

const preparedOn = new WeakMap<ClientBase, PreparedStatements>();
const ignored = () => undefined;

export class PipelinedTransaction implements DatabaseConnection {
	readonly #client: ClientBase;
	readonly #parserOf: ParserOf;
	#waiting: Statement[] = [];
	/** Somebody waits for an answer. */
	#isDue = false;
	#isUnderWay = false;
	#hasBegun = false;
	#isOver = false;
	/** Goes with the next batch, as its end. */
	#last: Statement | null = null;
	/** What becomes of that. */
	#ending: Promise<Outcome> | null = null;
	/** The newest error that was not the mere echo of another. */
	#failure: unknown = null;

	/** `firstText` is what everything else comes after: it goes with the first batch, and not at all where nothing follows. */
	constructor(
		client: ClientBase,
		parserOf: ParserOf,
		[firstText, firstValues]: [text: string, values: readonly unknown[]],
	) {
		this.#client = client;
		this.#parserOf = parserOf;
		this.#add('begin', []).catch(ignored);
		// Without it everything would run as the role that connects, and that sees all.
		this.#add(firstText, firstValues).catch(() => (this.#isOver = true));
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		if (this.#isOver) throw new Error('a statement after the end of its transaction');
		const outcome = this.#add(query.sql, query.parameters);
		if (isForLater(query)) {
			outcome.catch(ignored);
			return { rows: [] };
		}
		this.#sendSoon();
		try {
			const { tag, rows } = await outcome;
			const count = countedTag.exec(tag)?.[1];
			return {
				...(count === undefined ? {} : { numAffectedRows: BigInt(count) }),
				rows: rows as R[],
			};
		} catch (error) {
			// Made where the answer came in: who asked is known only here.
			if (error instanceof Error) Error.captureStackTrace(error);
			throw error;
		}
	}

	async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
		throw new Error('rows are not streamed');
	}

	/** Rejects with what failed before, if anything did: nothing of the transaction holds then. */
	async commit(): Promise<void> {
		this.#isOver = true;
		// Nothing was asked for but the beginning.
		if (!this.#hasBegun && this.#waiting.length === 2) return;
		const ending = this.#ending ?? this.#add('commit', []);
		this.#sendSoon();
		const { tag } = await ending;
		// PostgreSQL takes the commit of what failed as a rollback, without an error.
		if (tag !== 'COMMIT') throw this.#failure ?? new Error('the transaction had failed');
	}

	/** The commit goes with the next batch: what is asked for in it is all that the transaction does. */
	endWithNext(): void {
		const { statement, outcome } = aStatement('commit', []);
		this.#last = statement;
		this.#ending = this.#noting(outcome);
		this.#ending.catch(ignored);
	}

	/** Undoes it. What still waits is not sent. */
	async rollback(): Promise<void> {
		this.#isOver = true;
		const unsent = this.#waiting.splice(0);
		if (this.#last) unsent.push(this.#last);
		this.#last = null;
		for (const { reject } of unsent) reject(new Error('the transaction was given up'));
		if (!this.#hasBegun) return;
		const outcome = this.#add('rollback', []);
		this.#sendSoon();
		await outcome;
	}

	#add(text: string, values: readonly unknown[]): Promise<Outcome> {
		const { statement, outcome } = aStatement(text, values);
		this.#waiting.push(statement);
		return this.#noting(outcome);
	}

	async #noting(outcome: Promise<Outcome>): Promise<Outcome> {
		try {
			return await outcome;
		} catch (error) {
			const isEcho = (error as { code?: unknown }).code === alreadyFailed && this.#failure !== null;
			if (isEcho) throw this.#failure;
			this.#failure = error;
			throw error;
		}
	}

	/** After everything that can go on now has asked for what it needs. */
	#sendSoon(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		process.nextTick(() => this.#send());
	}

	#send(): void {
		if (this.#isUnderWay || !this.#isDue) return;
		this.#isDue = false;
		const statements = this.#waiting.splice(0);
		if (this.#last) {
			statements.push(this.#last);
			this.#last = null;
			this.#isOver = true;
		}
		this.#hasBegun = true;
		this.#isUnderWay = true;
		let prepared = preparedOn.get(this.#client);
		if (!prepared) preparedOn.set(this.#client, (prepared = new PreparedStatements()));
		const end = () => {
			this.#isUnderWay = false;
			this.#send();
		};
		this.#client.query(new StatementBatch(statements, { prepared, parserOf: this.#parserOf, end }));
	}
}
