import type { BenefitSum } from '#lib/app/calculator/benefit-result.ts';
import type { Fen } from '#shared/std/money.ts';

export interface BandsShape {
	/** Ends in percent of the whole amount; `percent` 0: below the threshold. */
	parts: { key: string; from: number; width: number; percent: number }[];
	/** Amounts below the picture, none closer than they can be read. */
	marks: { at: number; fen: Fen }[];
}

/** Two amounts closer than this (percent of the width) would run into each other. */
const markGap = 17;

/** The amount as a strip: what is below the threshold, then each band that something falls into. */
export function bandsShape({ givenFen, deductibleFen, lines }: BenefitSum): BandsShape {
	const share = (fen: Fen) => (givenFen === 0 ? 0 : (fen / givenFen) * 100);
	const belowFen = Math.min(givenFen, deductibleFen);
	const parts = [{ key: 'below', from: 0, width: share(belowFen), percent: 0 }];
	let atFen = belowFen;
	const edges = [0, belowFen];
	for (const line of lines.filter(({ countedFen }) => countedFen > 0)) {
		parts.push({
			key: `${line.band?.fromFen}`,
			from: share(atFen),
			width: share(line.countedFen),
			percent: line.percent,
		});
		atFen += line.countedFen;
		edges.push(atFen);
	}
	const marks: BandsShape['marks'] = [];
	// From the end backwards: the amount itself is always written.
	for (const fen of [...new Set(edges)].reverse()) {
		const at = share(fen);
		if (marks.every((mark) => Math.abs(mark.at - at) >= markGap)) marks.push({ at, fen });
	}
	return { parts, marks: marks.reverse() };
}
