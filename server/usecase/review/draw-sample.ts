import type { Random } from '#shared/std/clock.ts';

/** A whole number below `n`, each as likely as the others. */
function below(random: Random, n: number): number {
	const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
	return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * n);
}

/**
 * Draws `percent` of a hundred. What is over a whole number is drawn for as well, so that many small approvals set as
 * many aside as one large one.
 */
export function drawSample(random: Random, ids: readonly string[], percent: number): Set<string> {
	const hundredths = ids.length * percent;
	const count = Math.floor(hundredths / 100) + (below(random, 100) < hundredths % 100 ? 1 : 0);
	const left = [...ids];
	const drawn = new Set<string>();
	while (drawn.size < count) drawn.add(left.splice(below(random, left.length), 1)[0]!);
	return drawn;
}
