import { expect, test } from 'vitest';
import { drawSample } from '#server/usecase/review/draw-sample.ts';
import { systemRandom } from '#shared/std/clock.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => String(i));

test('draws the share of a hundred, different ones, each as likely as the others', () => {
	const hits = new Map<string, number>();
	for (let i = 0; i < 2_000; i++) {
		const drawn = drawSample(systemRandom, ids(20), 10);
		expect(drawn.size).toBe(2);
		for (const id of drawn) hits.set(id, (hits.get(id) ?? 0) + 1);
	}
	expect(hits.size).toBe(20);
	// 200 on average; six standard deviations around it.
	for (const count of hits.values()) expect(Math.abs(count - 200)).toBeLessThan(81);
});

test('draws from small lots as often as from large ones, so that splitting gains nothing', () => {
	let drawn = 0;
	for (let i = 0; i < 4_000; i++) drawn += drawSample(systemRandom, ids(1), 25).size;
	expect(Math.abs(drawn - 1_000)).toBeLessThan(165);
});

test('draws none for nought, all for a hundred', () => {
	expect(drawSample(systemRandom, ids(7), 0).size).toBe(0);
	expect(drawSample(systemRandom, ids(7), 100).size).toBe(7);
});
