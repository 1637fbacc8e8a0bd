import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#shared/std/canonical-json.ts';

/** Said in the shortest way, key by key. */
function asDefined(value: unknown): string {
	if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
	if (Array.isArray(value)) return `[${value.map(asDefined).join(',')}]`;
	const own = value as Record<string, unknown>;
	const keys = Object.keys(own).filter((key) => own[key] !== undefined);
	return `{${keys
		.sort()
		.map((key) => `${JSON.stringify(key)}:${asDefined(own[key])}`)
		.join(',')}}`;
}

const key = fc.oneof(fc.constantFrom('b', 'a', '10', '9', '1a', '__proto__', '名'), fc.string());
const anything = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.string({ unit: 'binary' }),
		fc.double(),
		fc.constantFrom(null, undefined, true),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(Object.fromEntries),
	),
})).value;

test('is what its definition says, whatever the value', () => {
	fc.assert(fc.property(anything, (value) => canonicalJson(value) === asDefined(value)));
});

test('a copy alone would put keys that are numbers elsewhere', () => {
	const odd = { b: 1, '10': 2, '9': 3 };
	expect(canonicalJson(odd)).toBe('{"10":2,"9":3,"b":1}');
	expect(JSON.stringify(Object.fromEntries(Object.entries(odd).sort()))).not.toBe(canonicalJson(odd));
});
