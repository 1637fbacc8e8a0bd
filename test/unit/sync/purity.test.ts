import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const room = 'src/lib/sync';
const worldly =
	/\bfetch\s*\(|\b(Date\.now|new Date|Math\.random|setTimeout|setInterval|navigator|indexedDB|Dexie|crypto)\b/;

/** Code without its comments: words about the world may be spoken there. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

test('the engine reaches clock, network, chance, timers and storage through its ports alone', () => {
	const files = readdirSync(room).filter((name) => name.endsWith('.ts'));
	expect(files.length).toBeGreaterThan(3);
	const found = files.filter((name) => worldly.test(codeOf(readFileSync(`${room}/${name}`, 'utf8'))));
	expect(found).toEqual([]);
});

test('a line that reaches for the world is found', () => {
	for (const line of [
		'const t = Date.now();',
		'await fetch("/api")',
		'setTimeout(run, 5)',
		'x = Math.random()',
	]) {
		expect(worldly.test(codeOf(line)), line).toBe(true);
	}
});
