import * as z from 'zod/mini';
import type { Stroke } from '../domain/signature/signature.ts';

/**
 * Strokes as they are packed: of each point but a stroke's first, how far it is from the one before. A hand moves by
 * little, and so a drawn signature packs to half.
 */
const Moves = z.array(z.array(z.tuple([z.int(), z.int(), z.int()])));
type Moves = z.infer<typeof Moves>;

/** Null for what no pad gives: numbers so large that their differences would be rounded. */
export function movesOf(strokes: Stroke[]): Moves | null {
	const moves = strokes.map((stroke) =>
		stroke.map((point, i): Moves[number][number] => {
			const [x, y, t] = i === 0 ? [0, 0, 0] : stroke[i - 1]!;
			return [point[0] - x, point[1] - y, point[2] - t];
		}),
	);
	return moves.flat(2).every(Number.isSafeInteger) ? moves : null;
}

/** Throws on what are no moves. Whether the strokes are some, their own schema says. */
export function strokesFrom(moves: unknown): Stroke[] {
	return Moves.parse(moves).map((stroke) => {
		let [x, y, t] = [0, 0, 0];
		return stroke.map((move): Stroke[number] => [(x += move[0]), (y += move[1]), (t += move[2])]);
	});
}
