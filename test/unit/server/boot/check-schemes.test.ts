import { expect, test } from 'vitest';
import { checkSchemes } from '#server/boot/check-schemes.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';

const [yunnan] = citedSchemes as [CitedScheme];

test('a server starts with the shipped schemes', () => {
	expect(() => checkSchemes()).not.toThrow();
});

test.each<[what: string, change: (copy: CitedScheme) => unknown, said: RegExp]>([
	[
		'a day that does not exist',
		(s) => (s.benefits.from = '2023-02-30'),
		/benefits\.from: expected a calendar date/,
	],
	[
		'an amount below zero',
		(s) => (s.contribution.personalFen = -1),
		/contribution\.personalFen: expected at least 0/,
	],
	[
		'a fraction of a fen',
		(s) => (s.contribution.personalFen = 0.5),
		/contribution\.personalFen: expected a whole number/,
	],
	[
		'more fen than can be counted',
		(s) => (s.contribution.personalFen = 2 ** 53),
		/contribution\.personalFen: expected at most/,
	],
	[
		'a rate above 100',
		(s) => (s.contribution.components = [{ key: 'x', label: { zh: '', en: '' }, fen: 1, cites: [] }]),
		/components\.0\.cites: expected at least one fact number/,
	],
	['a missing member', (s) => Reflect.deleteProperty(s, 'payment'), /payment: expected object/],
	[
		'a word that no list has',
		(s) => (s.payment.channels[0]!.kind = 'pigeon' as never),
		/payment\.channels\.0\.kind: expected one of "wechat"/,
	],
	['a number that is no fact', (s) => s.inForce.cites.push('Y99'), /inForce\.cites\.\d+: expected a fact/],
])(
	'%s keeps a server from starting, and the error names folder, path and what was expected',
	(_what, change, said) => {
		const wrong = structuredClone(yunnan);
		change(wrong);
		expect(() => checkSchemes([wrong])).toThrow(said);
		expect(() => checkSchemes([wrong])).toThrow('src/lib/shared/policy/yunnan-kunming-2023/');
	},
);

test('two schemes of one place in force at once keep a server from starting', () => {
	const again = {
		...yunnan,
		id: 'yunnan-kunming-2024',
		insuranceYear: 2024,
		version: 'yunnan-kunming-2024.1',
	};
	expect(() => checkSchemes([yunnan, again])).toThrow(
		/registry\.ts yunnan-kunming-2023: inForce: expected no day in common/,
	);
});
