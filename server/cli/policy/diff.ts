/** `policy diff`: what changes for whom between two schemes or years. */
import type { Scheme } from '#shared/policy/scheme.ts';
import { sections, type Statement } from './statement.ts';
import { statementsOf } from './statements.ts';

type Side = Pick<Statement, 'who' | 'value' | 'cites'>;

interface Change {
	section: Statement['section'];
	key: string;
	about: string;
	/** Null: there is no such thing in the older scheme. */
	before: Side | null;
	/** Null: there is no such thing any more. */
	after: Side | null;
}

/** In the order of the sections; what is the same in both is left out. */
export function schemeDiff(older: Scheme, newer: Scheme): Change[] {
	const [before, after] = [byKey(older), byKey(newer)];
	const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
		const [was, is] = [before.get(key), after.get(key)];
		const statement = is ?? was;
		if (!statement || (was?.value === is?.value && was?.who === is?.who)) return [];
		const { section, about } = statement;
		return [{ section, key, about, before: sideOf(was), after: sideOf(is) }];
	});
	return changes.toSorted((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
}

function byKey(scheme: Scheme): Map<string, Statement> {
	return new Map(statementsOf(scheme).map((statement) => [statement.key, statement]));
}

function sideOf(statement: Statement | undefined): Side | null {
	return statement ? { who: statement.who, value: statement.value, cites: statement.cites } : null;
}

export type { Change };
