import { m } from '#lib/i18n/paraglide/messages.js';
import type { Scheme } from '#shared/policy/scheme.ts';

const calculatorKinds = ['inpatient', 'major-illness', 'accident-outpatient', 'coverage'] as const;
export type CalculatorKind = (typeof calculatorKinds)[number];

const words: Record<CalculatorKind, { title: () => string; note: () => string }> = {
	inpatient: { title: m.calculator_inpatient, note: m.calculator_inpatient_note },
	'major-illness': { title: m.calculator_major, note: m.calculator_major_note },
	'accident-outpatient': { title: m.calculator_accident, note: m.calculator_accident_note },
	coverage: { title: m.calculator_coverage, note: m.calculator_coverage_note },
};

/** What this scheme's document gives enough to calculate. */
export function calculatorsOf({
	amounts: { amounts },
}: Scheme): { kind: CalculatorKind; title: string; note: string }[] {
	const isGiven: Record<CalculatorKind, boolean> = {
		inpatient: !!amounts?.inpatient,
		'major-illness': !!amounts?.majorIllness,
		'accident-outpatient': !!amounts?.accidentOutpatient,
		coverage: true,
	};
	return calculatorKinds
		.filter((kind) => isGiven[kind])
		.map((kind) => ({ kind, title: words[kind].title(), note: words[kind].note() }));
}
