import type { Stroke } from '#shared/domain/signature/signature.ts';

export interface DrawnPoint {
	x: number;
	y: number;
	time: number;
}

const maxStrokes = 200;
const maxPoints = 2000;

/** Drawn points (CSS pixels, ms) as strokes: thousandths of the pad's width, ms since the first point. */
export function pointsToStrokes(groups: DrawnPoint[][], padWidth: number): Stroke[] {
	const startMs = groups[0]?.[0]?.time ?? 0;
	const thousandths = (pixels: number) => Math.round((pixels / padWidth) * 1000);
	return groups
		.filter((points) => points.length > 0)
		.slice(0, maxStrokes)
		.map((points) =>
			points
				.slice(0, maxPoints)
				.map(({ x, y, time }): Stroke[number] => [
					thousandths(x),
					thousandths(y),
					Math.max(0, Math.round(time - startMs)),
				]),
		);
}

/** A stroke as an SVG path: through the middles of its points, so that it is smooth; a dot for a single point. */
export function strokeToPath(stroke: Stroke): string {
	const [first, ...rest] = stroke;
	if (!first) return '';
	if (rest.length === 0) return `M${first[0]} ${first[1]}h0.1`;
	const curves = rest.slice(0, -1).map(([x, y], i) => {
		const [nextX, nextY] = rest[i + 1]!;
		return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`;
	});
	const [lastX, lastY] = rest.at(-1)!;
	return `M${first[0]} ${first[1]}${curves.join('')}L${lastX} ${lastY}`;
}
