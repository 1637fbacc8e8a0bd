import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EnrollmentFacts } from '#shared/domain/decision/facts.ts';
import { commonVocabulary, hardshipChoices } from '#shared/domain/decision/fact-values.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { yunnanKunming2023 } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { decideEnrollment } from '#shared/rules/index.ts';

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const anyFacts: fc.Arbitrary<EnrollmentFacts> = fc.record({
	date: fc.constantFrom('2022-08-31', '2022-09-01', '2022-12-31', '2023-01-01'),
	student: maybe(
		fc.record({
			registered: maybe(fc.boolean()),
			graduated: maybe(fc.boolean()),
			schoolConfirmed: maybe(fc.boolean()),
		}),
	),
	hardship: fc.oneof(
		fc.constant(undefined),
		fc.constant(null),
		fc.record({
			kind: fc.constantFrom(...commonVocabulary.hardshipKinds),
			certifiedIn: fc.constantFrom(...commonVocabulary.certificationPlaces),
			chooses: fc.constantFrom(...hardshipChoices),
		}),
	),
	letterSigned: maybe(fc.boolean()),
	insured: maybe(fc.constantFrom('none', 'active-elsewhere', 'lump-sum')),
	lumpSumThrough: fc.constantFrom(2022, 2023),
	form: maybe(fc.record({ name: fc.constantFrom('', '李明'), phone: fc.constantFrom('', '1') })),
});
const anyScheme = fc.constantFrom(...citedSchemes);

test('every citation is a fact of the scheme, and the answer’s are those of its findings', () => {
	fc.assert(
		fc.property(anyScheme, anyFacts, (scheme, facts) => {
			const { decision, trace } = decideEnrollment(scheme, facts);
			for (const id of trace.flatMap((step) => step.cites)) expect(scheme.facts).toHaveProperty(id);
			expect(decision.cites).toEqual([...new Set(decision.findings.flatMap((finding) => finding.cites))]);
		}),
	);
});

test('the outcome is the first that holds', () => {
	fc.assert(
		fc.property(anyScheme, anyFacts, (scheme, facts) => {
			const { outcome, findings } = decideEnrollment(scheme, facts).decision;
			const has = (severity: string) => findings.some((finding) => finding.severity === severity);
			const rule = (name: string) => findings.some((finding) => finding.rule === name);
			const expected = rule('covered-by-lump-sum')
				? 'nothing-due'
				: has('block')
					? 'reject'
					: rule('chose-identity-place')
						? 'redirect'
						: has('return')
							? 'return'
							: has('manual')
								? 'manual'
								: 'ready';
			expect(outcome).toBe(expected);
		}),
	);
});

test('the same facts give the same decision, and neither facts nor scheme are changed', () => {
	const before = JSON.stringify(citedSchemes);
	fc.assert(
		fc.property(anyScheme, anyFacts, (scheme, facts) => {
			const given = JSON.stringify(facts);
			const decision = decideEnrollment(scheme, facts);
			decision.decision.findings.forEach((finding) => finding.cites.push('changed'));
			expect(decideEnrollment(scheme, facts)).not.toEqual(
				decision.decision.findings.length ? decision : null,
			);
			expect(JSON.stringify(facts)).toBe(given);
		}),
	);
	expect(JSON.stringify(citedSchemes)).toBe(before);
});

test('the trace tells what holds, fails, is not known and did not run', () => {
	const { trace } = decideEnrollment(yunnanKunming2023, {
		date: '2022-10-15',
		hardship: { kind: 'disabled', certifiedIn: 'yunnan', chooses: 'identity-place' },
	});
	const truths = Object.fromEntries(trace.map((step) => [step.rule, step.holds]));
	expect(truths).toEqual({
		'covered-by-lump-sum': 'not-known',
		'identity-known': 'holds',
		'identity-certified-at-home': 'holds',
		'chose-identity-place': 'holds',
		'school-confirmed': 'not-run',
		'not-insured-elsewhere': 'not-run',
		'enrollment-open': 'not-run',
	});
});
