/** A year is data: an invented notice of 2024 with other figures is decided by the same code. */
import { expect, test } from 'vitest';
import { facts as changchunFacts } from '#shared/policy/changchun-2023/facts.ts';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import { schemeProblems } from '#shared/policy/check-scheme.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { facts as yunnanFacts } from '#shared/policy/yunnan-kunming-2023/facts.ts';
import { yunnanKunming2023 } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import {
	decideBenefit,
	decideClaim,
	decideCoverage,
	decideEnrollment,
	decideFee,
} from '#shared/rules/index.ts';

const window = { opens: '2023-11-05', closes: '2023-12-25' };
const given = changchun2023.amounts.amounts!;
const changchun2024: Scheme = {
	...changchun2023,
	id: 'changchun-2024',
	version: 'changchun-2024.1',
	insuranceYear: 2024,
	enrollment: { ...changchun2023.enrollment, ...window },
	payment: { ...changchun2023.payment, ...window },
	contribution: {
		...changchun2023.contribution,
		personalFen: 38_000,
		subsidyFen: 64_000,
		components: changchun2023.contribution.components.map((part) => ({ ...part, fen: 1_500 })),
	},
	benefits: { ...changchun2023.benefits, from: '2024-01-01', to: '2024-11-30' },
	conditions: {
		...changchun2023.conditions,
		adultHold: { fromAge: 16, cites: ['C9'] },
		waiting: { ...changchun2023.conditions.waiting!, count: 60 },
	},
	amounts: {
		cites: changchun2023.amounts.cites,
		amounts: {
			inpatient: {
				...given.inpatient!,
				levels: given.inpatient!.levels.map((level) => ({ ...level, minPercent: 50, maxPercent: 60 })),
				capFen: 70_000,
			},
			accidentOutpatient: {
				...given.accidentOutpatient!,
				aboveFen: 5_000,
				upToFen: 100_000,
				percent: 40,
			},
			majorIllness: {
				...given.majorIllness!,
				deductibleFen: 100_000,
				bands: [
					{ upToFen: 50_000, percent: 10 },
					{ upToFen: null, percent: 20 },
				],
				capFen: 25_000,
			},
		},
	},
	claims: {
		...changchun2023.claims,
		kinds: changchun2023.claims.kinds.map((kind, i) => (i === 0 ? { ...kind, bank: null } : kind)),
	},
};
const yunnan2024: Scheme = {
	...yunnanKunming2023,
	id: 'yunnan-kunming-2024',
	version: 'yunnan-kunming-2024.1',
	insuranceYear: 2024,
};

test('the invented scheme is sound', () => {
	expect(schemeProblems({ ...changchun2024, facts: changchunFacts })).toEqual([]);
	expect(schemeProblems({ ...yunnan2024, facts: yunnanFacts })).toEqual([]);
});

test('amounts, parts, window and age of the fee are the scheme’s', () => {
	const fee = (date: string, age: number) => decideFee(changchun2024, { date, student: { age } });
	expect(fee('2023-11-05', 15)).toMatchObject({
		personalFen: 38_000,
		subsidyFen: 64_000,
		components: [{ fen: 1_500 }],
		payNow: true,
		findings: [],
	});
	expect(fee('2023-11-04', 15).payNow).toBe(false);
	expect(fee('2023-11-05', 16).payNow).toBe(false);
	expect(fee('2023-12-26', 15).cites).toContain('C3');
});

test('window, wait and benefit year of the coverage are the scheme’s', () => {
	const run = (paidOn: string) => {
		const { from, to, waitingDays } = decideCoverage(changchun2024, { paidOn });
		return [from, to, waitingDays];
	};
	expect(run('2023-12-25')).toEqual(['2024-01-01', '2024-11-30', 0]);
	expect(run('2023-12-26')).toEqual(['2024-02-24', '2024-11-30', 60]);
	expect(run('2024-10-01')).toEqual(['2024-11-30', '2024-11-30', 60]);
	expect(run('2024-10-02')).toEqual([null, null, 60]);
});

test('rates, limits and bands of benefits are the scheme’s', () => {
	const range = (facts: Parameters<typeof decideBenefit>[1]) => {
		const { minFen, maxFen } = decideBenefit(changchun2024, facts);
		return [minFen, maxFen];
	};
	expect(range({ kind: 'inpatient', level: 'city', eligibleFen: 160_000 })).toEqual([60_000, 70_000]);
	expect(range({ kind: 'accident-outpatient', eligibleFen: 200_000 })).toEqual([38_000, 40_000]);
	expect(range({ kind: 'major-illness', ownEligibleFen: 200_000 })).toEqual([15_000, 15_000]);
	expect(range({ kind: 'major-illness', ownEligibleFen: 900_000 })).toEqual([25_000, 25_000]);
});

test('a claim names no bank where the scheme asks for none', () => {
	const documents = changchun2024.claims.kinds[0]!.documents.map(({ key }) => key) as never;
	expect(decideClaim(changchun2024, { kind: 'holiday-inpatient', documents }).outcome).toBe('ready');
});

test('a lump sum through 2023 covers 2023 and not 2024', () => {
	const facts = { date: '2023-10-01', hardship: null, insured: 'lump-sum', lumpSumThrough: 2023 } as const;
	const outcome = (scheme: Scheme) => decideEnrollment(scheme, facts).decision.outcome;
	expect([outcome(yunnanKunming2023), outcome(yunnan2024)]).toEqual(['nothing-due', 'return']);
});
