/*
 * Statements that come again are prepared: most of what a small one costs is being parsed, closed off by row-level
 * security, and planned, and the text is the same every time.
 *
 * What varies in length (a list of values) would make a new text with each length: only a text that was met before gets
 * a name, and no more than `mostPrepared` do, since every connection holds a plan of each.
 */
const mostPrepared = 300;
/** Longer ones are lists. */
const longestText = 4_000;
const metBefore = 2;
/** A table of ours changed its columns (a newer version migrated it), and the plan was made for the old ones. */
const planOfAnotherTable = '0A000';
/** Not the connection that prepared it: there is a pooler in between that hands them round. */
const notOurConnection: ReadonlySet<string> = new Set(['26000', '42P05']);

const timesMet = new Map<string, number>();
const nameByText = new Map<string, string>();
let namesGiven = 0;
let isAllowed = true;

/** The name that this text is prepared under; null: it is not prepared. */
export function nameOf(text: string): string | null {
	const held = nameByText.get(text);
	if (held !== undefined) return held;
	if (
		!isAllowed ||
		text.length > longestText ||
		nameByText.size >= mostPrepared ||
		timesMet.size > 20 * mostPrepared
	)
		return null;
	const times = (timesMet.get(text) ?? 0) + 1;
	timesMet.set(text, times);
	if (times < metBefore) return null;
	timesMet.delete(text);
	const made = `s${++namesGiven}`;
	nameByText.set(text, made);
	return made;
}

/**
 * Whether the database refused a statement for its having been prepared. From then on everything is prepared anew, or
 * nothing at all where a pooler hands the connections round: the transaction may try again.
 */
export function isRefusedAsPrepared(code: string): boolean {
	if (notOurConnection.has(code)) isAllowed = false;
	if (notOurConnection.has(code) || code === planOfAnotherTable) {
		nameByText.clear();
		return true;
	}
	return false;
}
