/** Whether a photo can be read, as far as its pixels tell. A hint, never a refusal: the person looks and decides. */

export type PhotoHint = 'blurry' | 'small';

/** Below it, print on a sheet that fills the picture is hard to read. */
const shortestReadable = 700;
/** Variance of the Laplacian (0–255 grey) at `measuredSide`: print that can be read lies far above, a shaken photo below. */
const sharpEnough = 100;
/** The longer side at which it is measured: the same for every camera. */
export const measuredSide = 800;

/**
 * Variance of the Laplacian over the grey values of RGBA pixels, in squares of the picture: the sharpest tenth counts, since
 * most of a sheet is blank. 0 where nothing is drawn.
 */
export function sharpnessOf(rgba: Uint8ClampedArray, width: number, height: number): number {
	const tile = 40;
	const tiles: number[] = [];
	const grey = (x: number, y: number) => {
		const i = (y * width + x) * 4;
		return 0.299 * rgba[i]! + 0.587 * rgba[i + 1]! + 0.114 * rgba[i + 2]!;
	};
	for (let top = 1; top + tile < height; top += tile) {
		for (let left = 1; left + tile < width; left += tile) {
			let sum = 0;
			let squares = 0;
			for (let y = top; y < top + tile; y += 1) {
				for (let x = left; x < left + tile; x += 1) {
					const edge = grey(x - 1, y) + grey(x + 1, y) + grey(x, y - 1) + grey(x, y + 1) - 4 * grey(x, y);
					sum += edge;
					squares += edge * edge;
				}
			}
			const count = tile * tile;
			tiles.push(squares / count - (sum / count) ** 2);
		}
	}
	tiles.sort((a, b) => b - a);
	return tiles[Math.floor(tiles.length / 10)] ?? 0;
}

/** What to look at before sending: `shortestSide` in pixels of the photo as it is kept. */
export function photoHint(sharpness: number, shortestSide: number): PhotoHint | null {
	if (shortestSide < shortestReadable) return 'small';
	return sharpness < sharpEnough ? 'blurry' : null;
}
