import { describe, expect, it } from 'vitest';
import { photoHint, sharpnessOf } from '#lib/device/photo/sharpness.ts';

const [width, height] = [800, 600];

/** Lines of print: dark strokes of three pixels on light paper, in the middle part of the sheet. */
function printed(x: number, y: number): number {
	const isText = y > 200 && y < 400 && y % 20 < 12;
	return isText && (x * 7 + y * 3) % 11 < 4 ? 40 : 230;
}

function picture(greyAt: (x: number, y: number) => number): Uint8ClampedArray {
	const rgba = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			rgba.set([greyAt(x, y), greyAt(x, y), greyAt(x, y), 255], (y * width + x) * 4);
		}
	}
	return rgba;
}

/** Out of focus: each point is the mean of a square of so many pixels. */
const blurred = (side: number) => (x: number, y: number) => {
	let sum = 0;
	for (let dy = 0; dy < side; dy += 1) for (let dx = 0; dx < side; dx += 1) sum += printed(x + dx, y + dy);
	return sum / side ** 2;
};

const hintOf = (greyAt: (x: number, y: number) => number, side = 1_500) =>
	photoHint(sharpnessOf(picture(greyAt), width, height), side);

describe('a photo of a sheet', () => {
	it('that is sharp needs no hint, though most of it is blank paper', () => {
		expect(hintOf(printed)).toBeNull();
	});

	it('that is out of focus, or shows nothing, is to be looked at', () => {
		expect(hintOf(blurred(7))).toBe('blurry');
		expect(hintOf(() => 230)).toBe('blurry');
	});

	it('of few pixels is to be looked at, however sharp', () => {
		expect(hintOf(printed, 480)).toBe('small');
	});

	it('measures less the less it is in focus', () => {
		const measures = [1, 2, 4, 7].map((by) => sharpnessOf(picture(blurred(by)), width, height));
		expect(measures).toEqual([...measures].sort((a, b) => b - a));
	});
});
