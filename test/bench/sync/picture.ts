/** The ratios as bars, for the document: the table beside it says the same in numbers. */
import type { Measure, Ratios } from './ratios.ts';

const shown: { profile: string; measure: Measure; words: string }[] = [
	{ profile: 'weakwifi', measure: 'W1 bytes up', words: 'W1 bytes up, 500 drafts' },
	{ profile: 'weakwifi', measure: 'W1 time', words: 'W1 time, weak wifi' },
	{ profile: '2g', measure: 'W1 time', words: 'W1 time, 2g' },
	{ profile: 'weakwifi', measure: 'W3 bytes up', words: 'W3 bytes up, one field' },
];
const [width, nameWidth, lineHeight, headHeight] = [720, 110, 20, 30];

function bar(name: string, value: number, { most, y }: { most: number; y: number }): string {
	const length = Math.round((value / most) * (width - nameWidth - 70));
	const mark = name === 'campuscover' ? '#1f6f5c' : '#9aa5a0';
	return `<text x="${nameWidth - 8}" y="${y + 14}" text-anchor="end">${name}</text>
<rect x="${nameWidth}" y="${y + 3}" width="${length}" height="14" fill="${mark}"/>
<text x="${nameWidth + length + 6}" y="${y + 14}">${value.toFixed(2)} ×</text>`;
}

/** An SVG: for each measure a bar an adapter, in multiples of the floor, whose own length is the line at 1. */
export function ratioPicture(ratios: Ratios[]): string {
	const parts: string[] = [];
	let y = 0;
	for (const { profile, measure, words } of shown) {
		const bars = ratios.flatMap(({ profile: where, adapter, values }) =>
			where === profile && values[measure] !== null ? [{ adapter, value: values[measure] }] : [],
		);
		if (bars.length === 0) continue;
		const most = Math.max(...bars.map(({ value }) => value));
		parts.push(`<text x="0" y="${y + 20}" font-weight="bold">${words}</text>`);
		const floorAt = nameWidth + (width - nameWidth - 70) / most;
		const end = y + headHeight + bars.length * lineHeight;
		for (const [i, { adapter, value }] of bars.entries())
			parts.push(bar(adapter, value, { most, y: y + headHeight + i * lineHeight }));
		parts.push(`<path d="M${floorAt.toFixed(1)} ${y + headHeight}V${end}" stroke="#c0392b"/>`);
		y = end + 10;
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="13">
<rect width="${width}" height="${y}" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}
