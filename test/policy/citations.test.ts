import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sourceProblems } from '../../server/cli/policy/source-problems.ts';
import { uncitedMembers } from '#shared/policy/check-citations.ts';
import { eraProblems, schemeProblems } from '#shared/policy/check-scheme.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { citation, clausesOf } from '#shared/policy/clauses.ts';
import { schemes } from '#shared/policy/registry.ts';
import { CitedScheme } from '#shared/policy/scheme.ts';
import { uncitedLeaves } from './schema-walk.ts';

const folder = new URL('../../src/lib/shared/policy/', import.meta.url);

function sourceOf(scheme: CitedScheme): string {
	return readFileSync(new URL(`${scheme.id}/${scheme.document.sourceFile}`, folder), 'utf8');
}

/** A copy with one change, made in place. */
function altered(scheme: CitedScheme, change: (copy: CitedScheme) => void): CitedScheme {
	const copy = structuredClone(scheme);
	change(copy);
	return copy;
}

const paths = (scheme: unknown) => schemeProblems(scheme).map(({ path }) => path);

describe.each(citedSchemes)('$id', (scheme) => {
	const source = sourceOf(scheme);
	const [firstId] = Object.keys(scheme.facts) as [string];

	test('the data is sound: shape, citations, references, order of days', () => {
		expect(schemeProblems(scheme)).toEqual([]);
	});

	test('every quote and every paper of a claim stands verbatim in the source', () => {
		expect(sourceProblems(scheme, source)).toEqual([]);
	});

	test('a quote with one character changed is found out, and so is a source that is not there', () => {
		const wrong = altered(scheme, ({ facts }) => facts[firstId]!.quotes.push('改动过的句子'));
		const at = wrong.facts[firstId]!.quotes.length - 1;
		expect(sourceProblems(wrong, source).map(({ path }) => path)).toEqual([`facts.${firstId}.quotes.${at}`]);
		expect(sourceProblems(scheme, null).map(({ path }) => path)).toEqual(['document.sourceFile']);
	});

	test('a figure, a date, a name and a sentence without citation are found out', () => {
		const wrong = altered(scheme, (copy) => {
			copy.inForce.cites = [];
			Object.assign(copy, { surcharge: { fen: 500 }, motto: '一句没有出处的话' });
			copy.payment.channels[0]!.cites = [];
		});
		// The schema itself asks for at least one fact number…
		expect(paths(wrong)).toEqual(expect.arrayContaining(['inForce.cites', 'payment.channels.0.cites']));
		// …and what the schema does not know is walked all the same.
		const unknown = altered(scheme, (copy) =>
			Object.assign(copy, { surcharge: { fen: 500 }, motto: '句子' }),
		);
		expect(paths(unknown)).toEqual(['surcharge.fen', 'motto']);
	});

	test('a field of the document without citation is found out, one of the product’s own is not', () => {
		const wrong = altered(scheme, ({ form }) => {
			const field = form.parts[0]!.steps[0]!.fields[0]!;
			Object.assign(field, { origin: 'document', cites: [] });
			Object.assign(form.parts[0]!.steps[0]!.fields[1]!, { origin: 'product', cites: [] });
		});
		expect(paths(wrong)).toEqual(['form.parts.0.steps.0.fields.0']);
	});

	test('a number that is no fact is found out wherever it is cited', () => {
		const wrong = altered(scheme, ({ benefits }) => benefits.cites.push('Z99'));
		expect(schemeProblems(wrong)).toMatchObject([
			{ path: `benefits.cites.${wrong.benefits.cites.length - 1}`, expected: expect.stringContaining('Z99') },
		]);
	});

	test('a fact that nothing uses is found out', () => {
		const wrong = altered(scheme, ({ facts }) => (facts.Z1 = { ...facts[firstId]! }));
		expect(paths(wrong)).toEqual(['facts.Z1']);
	});

	test('days out of order, a key that names nothing and a wrong date are found out with their path', () => {
		const wrong = altered(scheme, ({ payment, benefits, conditions }) => {
			payment.closes = '2022-01-01';
			payment.cites.late = [];
			benefits.to = '2022-12-31';
			conditions.hardship.home = 'atlantis';
		});
		expect(paths(wrong)).toEqual([
			'conditions.hardship.home',
			'payment.closes',
			'benefits.to',
			'payment.cites.late',
		]);
		expect(paths(altered(scheme, ({ benefits }) => (benefits.from = '2023-02-30')))).toEqual([
			'benefits.from',
		]);
	});

	test('the same place in force twice on one day is found out, another place or another time is not', () => {
		const next = altered(scheme, (copy) => {
			copy.id = 'next';
			copy.inForce = { ...copy.inForce, from: scheme.inForce.to, to: '2024-12-31' };
		});
		expect(eraProblems([scheme, next])).toMatchObject([{ path: `${scheme.id}: inForce` }]);
		expect(eraProblems([scheme, altered(next, (copy) => (copy.inForce.from = '2024-01-01'))])).toEqual([]);
		expect(eraProblems([scheme, altered(next, (copy) => (copy.place = 'elsewhere'))])).toEqual([]);
	});

	test('a fact without a quote is open, and every fact but a stated one says what to know', () => {
		const silent = altered(scheme, ({ facts }) => (facts[firstId]!.quotes = []));
		expect(paths(silent)).toEqual([`facts.${firstId}`]);
		const mute = altered(scheme, ({ facts }) => {
			Object.assign(facts[firstId]!, { status: 'doubtful', note: undefined });
		});
		expect(paths(mute)).toEqual([`facts.${firstId}`]);
	});

	test('what is doubtful carries what stands there and is not verified', () => {
		for (const { phone, note } of scheme.contacts) {
			expect(source.replace(/\s/g, '')).toContain(phone.raw);
			if (phone.value !== phone.raw || !phone.verified) expect(note?.zh).toBeTruthy();
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

test('no shipped scheme overlaps another of its place', () => {
	expect(eraProblems(citedSchemes)).toEqual([]);
});

test('whatever a scheme can hold has a place for its citation beside it or above it, but for what names the scheme', () => {
	const tops = new Set(uncitedLeaves(CitedScheme).map((path) => path.split('.')[0]));
	expect([...tops, 'facts'].sort()).toEqual(Object.keys(uncitedMembers).sort());
});

test('a member without a place for its citation is found out', () => {
	const lax = z.object({ cites: z.array(z.string()), fee: z.object({ fen: z.number() }) });
	const holey = z.object({
		lax,
		strays: z.array(z.object({ fen: z.nullable(z.number()) })),
		on: z.boolean(),
	});
	expect(uncitedLeaves(holey)).toEqual(['strays.fen']);
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
