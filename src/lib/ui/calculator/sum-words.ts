import type { BenefitSum } from '#lib/app/calculator/benefit-result.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { formatYuan, type Fen } from '#shared/std/money.ts';

type Line = BenefitSum['lines'][number];

/** What a line of the sum is: a rate, or a reading of the sentence. */
export function lineWords({ kind, percent }: Line, deductibleFen: Fen): string {
	const deductible = formatYuan(deductibleFen);
	switch (kind) {
		case 'lowest-rate':
			return m.calculator_line_lowest({ percent });
		case 'highest-rate':
			return m.calculator_line_highest({ percent });
		case 'above-deductible':
			return m.calculator_line_above({ deductible, percent });
		case 'whole-amount':
			return m.calculator_line_whole({ deductible, percent });
		case 'band':
			return `${percent}%`;
	}
}

/** `1900 × 80% = 1520` */
export function productWords({ countedFen, percent, fen }: Line): string {
	return m.calculator_line_product({ counted: formatYuan(countedFen), percent, fen: formatYuan(fen) });
}

/** A band's ends, counted above the threshold. */
export function bandWords({ band }: Line): string {
	if (!band) return '';
	const from = formatYuan(band.fromFen);
	return band.upToFen === null
		? m.guide_band_above({ from })
		: m.guide_band_between({ from, to: formatYuan(band.upToFen) });
}
