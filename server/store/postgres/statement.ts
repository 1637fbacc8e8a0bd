import { toWire } from './wire-values.ts';

export interface Outcome {
	/** What PostgreSQL calls what it did, e.g. `INSERT 0 3`. */
	tag: string;
	rows: Record<string, unknown>[];
}

export interface Statement {
	text: string;
	values: readonly (string | Uint8Array | null)[];
	resolve(outcome: Outcome): void;
	reject(error: unknown): void;
}

/** How a column of a type (by its oid) is read. */
export type ParserOf = (oid: number) => (text: string) => unknown;

/** A statement, and what becomes of it. Throws TypeError where a value has no form that PostgreSQL takes. */
export function aStatement(
	text: string,
	values: readonly unknown[],
): { statement: Statement; outcome: Promise<Outcome> } {
	const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
	return { statement: { text, values: values.map(toWire), resolve, reject }, outcome: promise };
}
