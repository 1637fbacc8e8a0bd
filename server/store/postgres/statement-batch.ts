/*
 * Several statements that go to PostgreSQL in one go, and whose answers come back in one: the extended protocol with a
 * single Sync at the end. What a round trip costs both sides is more than what a small statement does.
 *
 *   Parse? Bind Describe? Execute │ Bind Execute │ … │ Sync ──▶ rows, done │ rows, done │ … │ ready
 *
 * Where one fails, PostgreSQL passes over the rest of the batch: all of them get its error. What the columns of a
 * prepared statement are is asked once on a connection.
 */
import type { Connection, Submittable } from 'pg';
import { nameOf } from './statement-names.ts';
import type { ParserOf, Statement } from './statement.ts';

/** Begin, commit and their like are not. */
const isPlanned = /^\s*(?:select|with|insert|update|delete)\b/i;

interface Column {
	name: string;
	parse: (text: string) => unknown;
}

/** What one connection has prepared: by name the columns, as far as they are known. */
export class PreparedStatements {
	readonly columns = new Map<string, Column[] | null>();
	/** Their batch failed at them or before: nobody knows whether they are prepared. */
	readonly doubtful = new Set<string>();
}

/** The part of the driver's connection that the protocol is spoken through; its own types are of an older version. */
interface Wire {
	stream: { cork(): void; uncork(): void };
	parse(what: { text: string; name: string }): void;
	bind(what: { statement: string; values: readonly unknown[] }): void;
	describe(what: { type: 'P'; name: '' }): void;
	execute(what: { portal: '' }): void;
	close(what: { type: 'S'; name: string }): void;
	sync(): void;
}

/** Handed to the driver's `query`, which calls what begins with `handle` as the answers come. */
export class StatementBatch implements Submittable {
	readonly #statements: readonly Statement[];
	readonly #names: (string | null)[];
	readonly #prepared: PreparedStatements;
	readonly #parserOf: ParserOf;
	readonly #end: () => void;
	/** Parsed in this batch, by their place in it. */
	readonly #fresh = new Map<number, string>();
	#at = 0;
	#columns: Column[] = [];
	#rows: Record<string, unknown>[] = [];
	#unreadable: unknown = null;

	/** `end` is called once: the connection takes the next batch. */
	constructor(
		statements: readonly Statement[],
		{ prepared, parserOf, end }: { prepared: PreparedStatements; parserOf: ParserOf; end: () => void },
	) {
		this.#statements = statements;
		this.#names = statements.map(({ text, values }) =>
			values.length > 0 || isPlanned.test(text) ? nameOf(text) : null,
		);
		this.#prepared = prepared;
		this.#parserOf = parserOf;
		this.#end = end;
	}

	submit(connection: Connection): void {
		const wire = connection as unknown as Wire;
		wire.stream.cork();
		try {
			this.#statements.forEach((statement, place) => this.#send(wire, statement, place));
			wire.sync();
		} finally {
			wire.stream.uncork();
		}
		this.#expectColumns();
	}

	handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
		this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: this.#parserOf(dataTypeID) }));
		const name = this.#names[this.#at];
		if (name) this.#prepared.columns.set(name, this.#columns);
	}

	handleDataRow({ fields }: { fields: (string | null)[] }): void {
		try {
			const row: Record<string, unknown> = {};
			this.#columns.forEach(({ name, parse }, i) => {
				const text = fields[i] ?? null;
				row[name] = text === null ? null : parse(text);
			});
			this.#rows.push(row);
		} catch (error) {
			// Thrown here it would end the process: this is called from the socket.
			this.#unreadable ??= error;
		}
	}

	handleCommandComplete({ text }: { text: string }): void {
		const statement = this.#statements[this.#at]!;
		if (this.#unreadable === null) statement.resolve({ tag: text, rows: this.#rows });
		else statement.reject(this.#unreadable);
		this.#rows = [];
		this.#unreadable = null;
		this.#at++;
		this.#expectColumns();
	}

	handleEmptyQuery(): void {
		this.handleCommandComplete({ text: '' });
	}

	/** PostgreSQL's refusal, or the connection's end. */
	handleError(error: unknown): void {
		for (const [place, name] of this.#fresh) {
			if (place < this.#at) continue;
			this.#prepared.columns.delete(name);
			this.#prepared.doubtful.add(name);
		}
		for (const { reject } of this.#statements.slice(this.#at)) reject(error);
		this.#end();
	}

	handleReadyForQuery(): void {
		this.#end();
	}

	#send(wire: Wire, { text, values }: Statement, place: number): void {
		const { columns, doubtful } = this.#prepared;
		const name = this.#names[place] ?? '';
		const isKnown = name !== '' && columns.has(name);
		if (!isKnown) {
			if (doubtful.delete(name)) wire.close({ type: 'S', name });
			wire.parse({ text, name });
			if (name !== '') {
				this.#fresh.set(place, name);
				columns.set(name, null);
			}
		}
		wire.bind({ statement: name, values });
		if (!isKnown) wire.describe({ type: 'P', name: '' });
		wire.execute({ portal: '' });
	}

	#expectColumns(): void {
		const name = this.#names[this.#at];
		this.#columns = (name ? this.#prepared.columns.get(name) : null) ?? [];
	}
}
