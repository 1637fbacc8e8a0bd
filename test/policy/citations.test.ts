import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { citedIn, schemeProblems } from '#shared/policy/check-scheme.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { citation, clausesOf } from '#shared/policy/clauses.ts';
import { schemes } from '#shared/policy/registry.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';

const folder = new URL('../../src/lib/shared/policy/', import.meta.url);

/** Blanks and line breaks of the scan fall anywhere, so both sides are compared without any. */
function folded(text: string): string {
	return text.replace(/\s+/g, '');
}

function sourceOf(scheme: CitedScheme): string {
	return folded(readFileSync(new URL(`${scheme.id}/${scheme.document.sourceFile}`, folder), 'utf8'));
}

function quotesNotInSource(scheme: CitedScheme): string[] {
	const source = sourceOf(scheme);
	return Object.values(scheme.facts).flatMap((fact) =>
		fact.quotes.filter((q) => !source.includes(folded(q))),
	);
}

describe.each(citedSchemes)('$id', (scheme) => {
	test('every quote stands verbatim in the source', () => {
		expect(quotesNotInSource(scheme)).toEqual([]);
	});

	test('a quote with one character changed is found out', () => {
		const [id, fact] = Object.entries(scheme.facts)[0]!;
		const altered = { ...fact, quotes: [`${fact.quotes[0]}改`] };
		expect(quotesNotInSource({ ...scheme, facts: { ...scheme.facts, [id]: altered } })).toHaveLength(1);
	});

	test('the data has the shape of a scheme and cites only its own facts', () => {
		expect(schemeProblems(scheme)).toEqual([]);
	});

	test('every paper of a claim stands word for word in the clause that the claim cites', () => {
		const unquoted = scheme.claims.kinds.flatMap(({ cites, documents }) => {
			const clause = folded(cites.flatMap((id) => scheme.facts[id]?.quotes ?? []).join());
			return documents.filter(({ text }) => !clause.includes(folded(text))).map(({ key }) => key);
		});
		expect(unquoted).toEqual([]);
	});

	test('a number that is no fact is found out wherever it is cited', () => {
		const wrong = { ...scheme, benefits: { ...scheme.benefits, cites: ['Z99'] } };
		expect(schemeProblems(wrong)).toEqual([`benefits.cites.0: Z99 is no fact of ${scheme.id}`]);
	});

	test('every fact is used by some part of the data', () => {
		const used = new Set(citedIn(scheme).map(({ id }) => id));
		expect(Object.keys(scheme.facts).filter((id) => !used.has(id))).toEqual([]);
	});

	test('a fact without a quote is open and says what is not known', () => {
		for (const fact of Object.values(scheme.facts)) {
			expect(fact.quotes.length === 0).toBe(fact.status === 'open');
			if (fact.status !== 'stated') expect(fact.note?.zh).toBeTruthy();
		}
	});

	test('a reader sees quotes without the marks of the scan, with document and clause', () => {
		for (const id of Object.keys(scheme.facts)) {
			const cited = citation(scheme, scheme.facts, id);
			expect(cited?.document.number).toBe(scheme.document.number);
			expect(cited?.clause).not.toBe('');
			expect(cited?.quotes.join('')).not.toContain('**');
		}
		expect(citation(scheme, scheme.facts, 'Z99')).toBeNull();
		expect(citation(scheme, scheme.facts, 'constructor')).toBeNull();
	});
});

test('Yunnan has the facts Y1 to Y26 and Changchun C1 to C22', () => {
	const numbers = (prefix: string, count: number) =>
		Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`).sort();
	expect(citedSchemes.map((scheme) => Object.keys(scheme.facts).sort())).toEqual([
		numbers('Y', 26),
		numbers('C', 22),
	]);
});

test('what the phone loads on a tap are the clauses that are checked here, of every scheme that it knows', async () => {
	expect(citedSchemes.map(({ id }) => id)).toEqual(schemes.map(({ id }) => id));
	for (const { id, facts } of citedSchemes) expect(await clausesOf(id)).toEqual(facts);
	expect(await clausesOf('constructor')).toEqual({});
});
