import { describe, expect, it } from 'vitest';
import { BenefitCalculator } from '#lib/app/calculator/benefit-calculator.svelte.ts';
import { CoverageCalculator } from '#lib/app/calculator/coverage-calculator.svelte.ts';
import { schemeById } from '#shared/policy/registry.ts';

const changchun = schemeById('changchun-2023')!;
const yunnan = schemeById('yunnan-kunming-2023')!;

describe('a benefit calculator', () => {
	it('answers with what the rules decide and the sum behind it', () => {
		const calculator = new BenefitCalculator(changchun, 'major-illness');
		calculator.type('30，000');
		calculator.run();
		expect(calculator.result?.decision.minFen).toBe(1_160_000);
		expect(calculator.result?.sum.lines.map(({ fen }) => fen)).toEqual([600_000, 560_000, 0]);
	});

	it('names every fault at once, and has no result', () => {
		const calculator = new BenefitCalculator(changchun, 'inpatient');
		calculator.type('-1');
		calculator.run();
		expect(calculator.amountProblem).toBe('negative');
		expect(calculator.isLevelMissing).toBe(true);
		expect(calculator.result).toBeNull();
	});

	it('drops an old result as soon as something else is typed', () => {
		const calculator = new BenefitCalculator(changchun, 'accident-outpatient');
		calculator.type('2000');
		calculator.run();
		expect(calculator.result).not.toBeNull();
		calculator.type('20000');
		expect(calculator.result).toBeNull();
	});

	it('has no result where the document gives no amounts', () => {
		const calculator = new BenefitCalculator(yunnan, 'accident-outpatient');
		calculator.type('2000');
		calculator.run();
		expect(calculator.result).toBeNull();
	});
});

describe('the calculator of the first day', () => {
	it('counts the wait from a late payment', () => {
		const calculator = new CoverageCalculator(changchun);
		calculator.pay('2023-02-01');
		calculator.run();
		expect(calculator.result).toMatchObject({
			waitEndsOn: '2023-05-02',
			decision: { from: '2023-05-02', to: '2023-12-31' },
		});
	});

	it('asks for the entry year where the document goes by that, and leaves open what it leaves open', () => {
		const calculator = new CoverageCalculator(yunnan);
		calculator.run();
		expect(calculator.isYearMissing).toBe(true);
		calculator.enter('2022');
		calculator.run();
		expect(calculator.result?.decision.from).toBe('2023-01-01');
		calculator.enter('2021');
		calculator.run();
		expect(calculator.result?.decision.from).toBeNull();
	});

	it.each([
		['', 'empty'],
		['2023-02-30', 'impossible'],
	])('refuses the day “%s”', (day, problem) => {
		const calculator = new CoverageCalculator(changchun);
		calculator.pay(day);
		calculator.run();
		expect(calculator.dateProblem).toBe(problem);
		expect(calculator.result).toBeNull();
	});
});
