/** Facts as `policy decide` takes them, generated: every value that the contract names, and each of them absent. */
import fc from 'fast-check';
import { completeForm } from './case-table.ts';

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const bool = maybe(fc.boolean());

/** Days around each date that a scheme names, and any other. */
const day = fc.oneof(
	fc.constantFrom(
		...['2022-08-31', '2022-09-01', '2022-09-30', '2022-10-01', '2022-12-31', '2023-01-01'],
		...['2023-10-02', '2023-10-03', '2023-12-31', '2024-01-01', '2024-02-29'],
	),
	fc
		.date({ min: new Date('2021-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString().slice(0, 10)),
);

const hardship = fc.record({
	kind: fc.constantFrom('monitored', 'subsistence', 'disabled', 'destitute', 'other'),
	certifiedIn: fc.constantFrom('yunnan', 'jilin', 'elsewhere'),
	chooses: fc.constantFrom('college', 'identity-place'),
});

const insurance = fc.oneof(
	// A year alone means nothing.
	fc.record({
		insured: maybe(fc.constantFrom('none', 'active-elsewhere')),
		lumpSumThrough: maybe(fc.integer({ min: 2020, max: 2030 })),
	}),
	fc.record({ insured: fc.constant('lump-sum'), lumpSumThrough: fc.integer({ min: 2020, max: 2030 }) }),
);

/** Mostly right values, so that every outcome is met; each key may be absent, blank or anything. */
const form = fc.record(
	Object.fromEntries(
		Object.entries({ ...completeForm, phone: '13900000001', gender: '女', bankName: '任意银行' }).map(
			([key, right]) => {
				const wrong = key === 'idType' ? fc.constantFrom('passport', '', ' ') : fc.string({ unit: 'binary' });
				return [
					key,
					fc.oneof({ weight: 12, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: wrong }),
				];
			},
		),
	),
	{ requiredKeys: [] },
);

export const enrollmentFacts = fc
	.tuple(
		fc.record({
			date: day,
			student: maybe(
				fc.record({
					registered: bool,
					fullTime: bool,
					entryYear: maybe(fc.integer({ min: 2012, max: 2023 })),
					graduated: bool,
					schoolConfirmed: bool,
				}),
			),
			hardship: maybe(fc.option(hardship)),
			letterSigned: bool,
			form: maybe(form),
		}),
		insurance,
	)
	.map(([facts, insured]) => withoutAbsent({ ...facts, ...insured }));

export const feeFacts = fc
	.tuple(
		fc.record({
			date: day,
			student: maybe(
				fc.record({
					entryYear: maybe(fc.integer({ min: 2012, max: 2023 })),
					age: maybe(fc.oneof(fc.constantFrom(17, 18), fc.nat(120))),
					schoolRegistered: bool,
				}),
			),
			hardship: maybe(fc.option(hardship)),
			reviewed: bool,
		}),
		insurance,
	)
	.map(([facts, insured]) => withoutAbsent({ ...facts, ...insured }));

export const coverageFacts = fc
	.record({
		paidOn: day,
		student: maybe(fc.record({ entryYear: maybe(fc.integer({ min: 2012, max: 2023 })) })),
	})
	.map(withoutAbsent);

/** As JSON carries it: a key without a value is not there. */
function withoutAbsent(facts: object): Record<string, unknown> {
	return JSON.parse(JSON.stringify(facts));
}
