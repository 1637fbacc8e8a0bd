import { describe, expect, it } from 'vitest';
import { pointsToStrokes, strokeToPath } from '#lib/ui/signature/strokes.ts';
import { Signature } from '#shared/domain/signature/signature.ts';

describe('strokes of a signature', () => {
	it('are thousandths of the pad’s width and times since the first point', () => {
		const groups = [
			[
				{ x: 0, y: 35.8, time: 1000 },
				{ x: 179, y: 17.9, time: 1016 },
			],
			[{ x: 358, y: 0, time: 1500.4 }],
		];
		expect(pointsToStrokes(groups, 358)).toEqual([
			[
				[0, 100, 0],
				[500, 50, 16],
			],
			[[1000, 0, 500]],
		]);
	});

	it('stay within what the record takes, however much is drawn', () => {
		const long = Array.from({ length: 2500 }, (_, i) => ({ x: i % 300, y: 5, time: i }));
		const strokes = pointsToStrokes(
			Array.from({ length: 250 }, () => long),
			300,
		);
		const signature = {
			method: 'drawn',
			strokes,
			padHeight: 500,
			textHash: 'a'.repeat(64),
			covers: [],
			signedAtMs: 1,
		};
		expect(Signature.safeParse(signature).success).toBe(true);
	});

	it('are drawn again as a path, a single touch as a dot', () => {
		expect(strokeToPath([[10, 20, 0]])).toBe('M10 20h0.1');
		expect(
			strokeToPath([
				[0, 0, 0],
				[10, 10, 1],
				[20, 0, 2],
			]),
		).toBe('M0 0Q10 10 15 5L20 0');
	});
});
