/** Search over the guide on the device: Chinese by pairs of signs, other words whole; near names by synonyms. */
import MiniSearch from 'minisearch';

export interface GuideDocument {
	id: string;
	/** Where it stands, e.g. 昆明 · 交多少钱. */
	place: string;
	title: string;
	text: string;
	href: string;
	/** Of two equal hits the heavier comes first; 1 when absent. */
	weight?: number;
}

/** A piece of a snippet; `isHit` where it answers the query. */
export interface SnippetPiece {
	text: string;
	isHit: boolean;
}

interface GuideHit {
	id: string;
	place: string;
	href: string;
	title: SnippetPiece[];
	text: SnippetPiece[];
}

interface GuideAnswer {
	/** The closest ones. */
	hits: GuideHit[];
	/** How many there are in all. */
	total: number;
	/** Other names that were looked for too. */
	alsoFor: string[];
}

/** Signs of a query beyond this are not looked at. */
const queryLimit = 40;
const hitLimit = 30;
const snippetLength = 64;

const chinese = /\p{Script=Han}/u;
const words = /\p{Script=Han}+|[\p{L}\p{N}][\p{L}\p{N}.%-]*/gu;

/** Runs of Chinese in overlapping pairs (a lone sign by itself), everything else by whole words. */
export function tokens(text: string): string[] {
	return (text.normalize('NFKC').toLowerCase().match(words) ?? []).flatMap((word) => {
		if (!chinese.test(word) || word.length < 2) return [word];
		return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
	});
}

export type GuideSearch = (query: string) => GuideAnswer;

/** `synonyms`: groups of words that mean the same; a query with one of them is also asked with the others. */
export function createGuideSearch(
	documents: readonly GuideDocument[],
	synonyms: readonly (readonly string[])[],
): GuideSearch {
	const index = new MiniSearch<GuideDocument>({
		fields: ['title', 'text', 'place'],
		storeFields: ['place', 'href', 'title', 'text', 'weight'],
		tokenize: tokens,
		processTerm: (term) => term,
		searchOptions: {
			boost: { title: 3 },
			combineWith: 'AND',
			prefix: (term) => !chinese.test(term) || term.length < 2,
		},
	});
	index.addAll(documents);

	return (typed) => {
		const query = typed.normalize('NFKC').trim().slice(0, queryLimit).toLowerCase();
		// Only names that the documents use: the others would find nothing and say nothing.
		const alsoFor = namesFor(query, synonyms).filter(
			(name) => index.search(name, { combineWith: 'AND' }).length > 0,
		);
		const asked = [query, ...alsoFor].filter((words) => tokens(words).length > 0);
		if (asked.length === 0) return { hits: [], total: 0, alsoFor: [] };
		const look = (combineWith: 'AND' | 'OR') =>
			index.search({
				combineWith: 'OR',
				queries: asked.map((words, at) => ({
					combineWith,
					queries: [words],
					boostDocument: weightAt(at),
				})),
			});
		// All of the words together; where nothing holds them all, any.
		const together = look('AND');
		const found = together.length > 0 ? together : look('OR');
		const hits = found.slice(0, hitLimit).map((hit) => ({
			id: String(hit.id),
			place: String(hit['place']),
			href: String(hit['href']),
			title: marked(String(hit['title']), asked),
			text: marked(snippet(String(hit['text']), asked), asked),
		}));
		return { hits, total: found.length, alsoFor };
	};
}

/** What was typed itself counts more than its other names. */
function weightAt(at: number) {
	const typedWeight = at === 0 ? 2 : 1;
	return (_id: unknown, _term: string, stored?: Record<string, unknown>) =>
		typedWeight * Number(stored?.['weight'] ?? 1);
}

/** Other names of what the query speaks of. */
function namesFor(query: string, synonyms: readonly (readonly string[])[]): string[] {
	const groups = synonyms.filter((group) => group.some((name) => query.includes(name)));
	return [...new Set(groups.flat())].filter((name) => !query.includes(name));
}

/** Where the asked words stand in a text, first the whole words, else their tokens. */
function places(text: string, asked: readonly string[]): [from: number, to: number][] {
	const plain = text.toLowerCase();
	const find = (names: readonly string[]) =>
		names.flatMap((name) => {
			const found: [number, number][] = [];
			for (let at = plain.indexOf(name); at !== -1; at = plain.indexOf(name, at + name.length)) {
				found.push([at, at + name.length]);
			}
			return found;
		});
	const whole = find(asked);
	return (whole.length > 0 ? whole : find(asked.flatMap(tokens))).sort((a, b) => a[0] - b[0]);
}

/** The part of a long text around its first hit. */
function snippet(text: string, asked: readonly string[]): string {
	const first = places(text, asked)[0]?.[0] ?? 0;
	const from = Math.max(0, first - snippetLength / 4);
	const part = text.slice(from, from + snippetLength);
	return `${from > 0 ? '…' : ''}${part}${from + snippetLength < text.length ? '…' : ''}`;
}

function marked(text: string, asked: readonly string[]): SnippetPiece[] {
	const pieces: SnippetPiece[] = [];
	let at = 0;
	for (const [from, to] of places(text, asked)) {
		if (to <= at) continue;
		if (from > at) pieces.push({ text: text.slice(at, from), isHit: false });
		const last = pieces.at(-1);
		const part = text.slice(Math.max(at, from), to);
		if (last?.isHit) last.text += part;
		else pieces.push({ text: part, isHit: true });
		at = to;
	}
	if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
	return pieces;
}
