import { describe, expect, it } from 'vitest';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import { yunnanKunming2023 } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { valueClaim } from '#shared/rules/index.ts';

const yuan = (amount: number) => Math.round(amount * 100);

/** kind, level, eligible yuan, granted earlier this year → least and most, in yuan. */
describe('what a claim may come to', () => {
	it.each([
		// C15: 65 % to 90 % of what is above the level's deductible.
		['holiday-inpatient', 'province', 10_000, 0, 6_110, 8_460],
		['holiday-inpatient', 'city', 10_000, 0, 6_240, 8_640],
		['internship-inpatient', 'health-centre', 100, 0, 0, 0],
		['internship-inpatient', 'district', 200.01, 0, 0.01, 0.01],
		// The limit of the year, less what was granted.
		['holiday-inpatient', 'city', 400_000, 0, 200_000, 200_000],
		['holiday-inpatient', 'city', 10_000, 195_000, 5_000, 5_000],
		['holiday-inpatient', 'city', 10_000, 200_000, 0, 0],
		['holiday-inpatient', 'city', 10_000, 250_000, 0, 0],
		// C19: nothing up to 100, two readings above, nothing more beyond 5,000; no limit of the year.
		['accident-outpatient', null, 100, 0, 0, 0],
		['accident-outpatient', null, 100.01, 0, 0.01, 80.01],
		['accident-outpatient', null, 5_000, 200_000, 3_920, 4_000],
		['accident-outpatient', null, 9_000, 0, 3_920, 4_000],
	])('%s, %s, %d yuan, %d granted: %d to %d', (claimKind, level, eligible, paid, least, most) => {
		const facts = { claimKind, level, eligibleFen: yuan(eligible), paidEarlierFen: yuan(paid) };
		expect(valueClaim(changchun2023, facts)).toMatchObject({ minFen: yuan(least), maxFen: yuan(most) });
	});

	it.each([
		['a level that there is not', changchun2023, 'holiday-inpatient', 'moon'],
		['no level', changchun2023, 'holiday-inpatient', null],
		['care that is settled at the hospital', changchun2023, 'inpatient-local', 'city'],
		['Yunnan, whose document gives no amounts', yunnanKunming2023, 'holiday-inpatient', 'city'],
	])('%s: nothing is made up', (_, scheme, claimKind, level) => {
		expect(valueClaim(scheme, { claimKind, level, eligibleFen: 100_000, paidEarlierFen: 0 })).toBeNull();
	});

	it('rests on the clause of the kind and that of the amounts', () => {
		const cites = (claimKind: string, level: string | null) =>
			valueClaim(changchun2023, { claimKind, level, eligibleFen: 100_000, paidEarlierFen: 0 })!.cites;
		expect(cites('holiday-inpatient', 'city')).toEqual(['C17', 'C15']);
		expect(cites('internship-inpatient', 'city')).toEqual(['C18', 'C15']);
		expect(cites('accident-outpatient', null)).toEqual(['C19']);
	});
});
