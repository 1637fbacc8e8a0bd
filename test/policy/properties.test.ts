/** What must hold of every answer, whatever the case and whichever scheme: shipped ones and the fictional third. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factSchemas } from '#shared/domain/decision/facts.ts';
import { citedSchemes as schemes } from '#shared/policy/cited-schemes.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import {
	decideBenefit,
	decideCoverage,
	decideFee,
	explainBenefit,
	explainClaim,
	explainCoverage,
	explainFee,
	vocabularyOf,
} from '#shared/rules/index.ts';
import { addDays, addMonths } from '#shared/std/date.ts';
import { facts as yunzeFacts } from './fixtures/yunze-2024/facts.ts';
import { yunze2024 } from './fixtures/yunze-2024/scheme.ts';

const all = [...schemes, { ...yunze2024, facts: yunzeFacts }];
const waiting = all.filter(({ conditions }) => conditions.waiting);
/** A counterexample names a scheme, it does not print it. */
function named(given: readonly CitedScheme[]) {
	return fc.constantFrom(...given.map((scheme) => ({ scheme, [fc.toStringMethod]: () => scheme.id })));
}
const anyScheme = named(all);
const anyDay = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2022-01-01', days));
const anyFen = fc.oneof(
	fc.integer({ min: 0, max: 5_000_000 }),
	fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 }),
);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

function kindsOf(scheme: CitedScheme) {
	const levels = vocabularyOf(scheme).hospitalLevels;
	return [
		...levels.map((level) => (fen: number) => ({ kind: 'inpatient' as const, level, eligibleFen: fen })),
		(fen: number) => ({ kind: 'accident-outpatient' as const, eligibleFen: fen }),
		(fen: number) => ({ kind: 'major-illness' as const, ownEligibleFen: fen }),
	];
}
const anyBenefit = anyScheme.chain((one) =>
	fc.tuple(fc.constant(one), fc.constantFrom(...kindsOf(one.scheme))),
);

test('a benefit is never below zero, above its limit or above the cost, and never runs downwards', () => {
	fc.assert(
		fc.property(anyBenefit, anyFen, ([{ scheme }, make], fen) => {
			const { minFen, maxFen, capFen, exact } = decideBenefit(scheme, make(fen));
			if (minFen === null || maxFen === null) {
				expect([minFen, maxFen, capFen, exact]).toEqual([null, null, null, false]);
				return;
			}
			expect(minFen).toBeGreaterThanOrEqual(0);
			expect(minFen).toBeLessThanOrEqual(maxFen);
			expect(maxFen).toBeLessThanOrEqual(Math.min(capFen ?? Infinity, fen));
			expect(exact).toBe(minFen === maxFen);
			expect([minFen, maxFen].every(Number.isSafeInteger)).toBe(true);
		}),
	);
});

test('a higher cost never brings less', () => {
	fc.assert(
		fc.property(anyBenefit, anyFen, fc.integer({ min: 0, max: 20_000 }), ([{ scheme }, make], fen, more) => {
			const [less, greater] = [
				decideBenefit(scheme, make(fen)),
				decideBenefit(scheme, make(Math.min(fen + more, Number.MAX_SAFE_INTEGER))),
			];
			if (less.minFen === null) return;
			expect(greater.minFen).toBeGreaterThanOrEqual(less.minFen);
			expect(greater.maxFen).toBeGreaterThanOrEqual(less.maxFen!);
		}),
	);
});

test('a hospital that asks less first never pays less, at equal rates', () => {
	fc.assert(
		fc.property(anyFen, (fen) => {
			const changchun = schemes.find(({ place }) => place === 'changchun')!;
			const paid = ['province', 'city', 'district', 'health-centre'].map(
				(level) => decideBenefit(changchun, { kind: 'inpatient', level, eligibleFen: fen }).maxFen!,
			);
			expect(paid).toEqual(paid.toSorted((a, b) => a - b));
		}),
	);
});

test('where benefits hang on the payment they never start before it, nor before the year, nor after its end', () => {
	fc.assert(
		fc.property(named(waiting), anyDay, ({ scheme }, paidOn) => {
			const { from, to } = decideCoverage(scheme, { paidOn });
			if (from === null) {
				expect(to).toBeNull();
				return;
			}
			expect(from >= paidOn).toBe(true);
			expect(from >= scheme.benefits.from).toBe(true);
			expect(from <= to!).toBe(true);
			expect(to).toBe(scheme.benefits.to);
		}),
	);
});

test('where the document names a start for those who paid, a later payment is remarked upon', () => {
	const yunnan = schemes.find(({ conditions }) => !conditions.waiting)!;
	fc.assert(
		fc.property(anyDay, (paidOn) => {
			const { from, findings } = decideCoverage(yunnan, { paidOn, student: { entryYear: 2022 } });
			const remarked = findings.some(({ rule }) => rule === 'paid-before-start');
			expect(remarked).toBe(paidOn > from!);
		}),
	);
});

test.each(waiting.map((scheme) => [scheme.id, scheme] as const))(
	'%s: the window’s first and last day are in, the days beside them are out',
	(_id, scheme) => {
		const { opens, closes } = scheme.payment;
		const days = [addDays(opens, -1), opens, closes!, addDays(closes!, 1)];
		const waits = days.map((paidOn) => decideCoverage(scheme, { paidOn }).waitingDays! > 0);
		expect(waits).toEqual([true, false, false, true]);
		const payable = days.map((date) => decideFee(scheme, { date, student: { age: 10 } }).payNow);
		expect(payable).toEqual([false, true, true, true]);
	},
);

test('paying a day later never brings an earlier start', () => {
	fc.assert(
		fc.property(named(waiting), anyDay, ({ scheme }, paidOn) => {
			const closes = scheme.payment.closes!;
			if (paidOn < scheme.payment.opens) return;
			const [now, next] = [paidOn, addDays(paidOn, 1)].map(
				(day) => decideCoverage(scheme, { paidOn: day }).from,
			);
			if (now === null) expect(next).toBeNull();
			else if (next !== null) expect(next! >= now!).toBe(true);
			else expect(next === null && paidOn >= closes).toBe(true);
		}),
	);
});

const anyFee = anyScheme.chain((one) => {
	const words = vocabularyOf(one.scheme);
	const facts = fc.record({
		date: anyDay,
		student: maybe(
			fc.record({ age: maybe(fc.integer({ min: 0, max: 60 })), schoolRegistered: maybe(fc.boolean()) }),
		),
		hardship: fc.oneof(
			fc.constant(undefined),
			fc.constant(null),
			fc.record({
				kind: fc.constantFrom(...words.hardshipKinds),
				certifiedIn: fc.constantFrom(...words.certificationPlaces),
				chooses: fc.constantFrom('college' as const, 'identity-place' as const),
			}),
		),
		reviewed: maybe(fc.boolean()),
		payYears: words.lumpSumYears.length
			? maybe(fc.constantFrom(1, ...words.lumpSumYears))
			: fc.constant(undefined),
	});
	return fc.tuple(fc.constant(one), facts);
});

test('what is not due cannot be paid, what is due is above zero or not known, and a part is never more than the whole', () => {
	fc.assert(
		fc.property(anyFee, ([{ scheme }, facts]) => {
			const fee = decideFee(scheme, facts);
			if (!fee.due) {
				expect([fee.personalFen, fee.payNow, fee.subsidyFen]).toEqual([0, false, null]);
				return;
			}
			if (fee.personalFen === null) {
				expect(fee.payNow).toBe(false);
				return;
			}
			expect(fee.personalFen).toBeGreaterThan(0);
			const parts = fee.components.reduce((sum, { fen }) => sum + fen, 0);
			expect(parts).toBeLessThanOrEqual(fee.personalFen);
		}),
	);
});

test('before the opening day nothing can be paid, whatever else is known', () => {
	fc.assert(
		fc.property(anyFee, ([{ scheme }, facts]) => {
			const early = decideFee(scheme, { ...facts, date: addDays(scheme.payment.opens, -1) });
			expect(early.payNow).toBe(false);
		}),
	);
});

test('every answer’s citations are facts of its scheme, and its trace says what could not be judged', () => {
	fc.assert(
		fc.property(anyFee, anyFen, ([{ scheme }, facts], fen) => {
			const words = vocabularyOf(scheme);
			expect(factSchemas(words).fee.safeParse(JSON.parse(JSON.stringify(facts))).success).toBe(true);
			const explained = [
				explainFee(scheme, facts),
				explainCoverage(scheme, { paidOn: facts.date }),
				...words.claimKinds.map((kind) => explainClaim(scheme, { kind })),
				...kindsOf(scheme).map((make) => explainBenefit(scheme, make(fen))),
			];
			for (const { decision, trace } of explained) {
				const rules = new Map(trace.map((step) => [step.rule, step]));
				for (const id of [...decision.cites, ...trace.flatMap(({ cites }) => cites)])
					expect(scheme.facts).toHaveProperty(id);
				for (const finding of decision.findings)
					expect(rules.get(finding.rule)?.cites).toEqual(finding.cites);
				expect(decision.cites).toEqual([...new Set(decision.cites)]);
				expect(trace.length).toBeGreaterThan(0);
			}
			if (facts.hardship === undefined) {
				const { trace } = explainFee(scheme, facts);
				expect(trace.find(({ rule }) => rule === 'chose-identity-place')?.holds).toBe('not-known');
			}
		}),
	);
});

test('months end on the same day or on the last day of a shorter month', () => {
	expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
	expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
	expect(addMonths('2023-11-30', 3)).toBe('2024-02-29');
	expect(addMonths('2023-12-15', 1)).toBe('2024-01-15');
	expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
	expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
	fc.assert(
		fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, months) => {
			const end = addMonths(day, months);
			expect(end > day).toBe(true);
			expect(end.slice(8) <= day.slice(8)).toBe(true);
			// The same day, unless it is the last of its month.
			expect(end.slice(8) === day.slice(8) || addDays(end, 1).endsWith('-01')).toBe(true);
		}),
	);
});
