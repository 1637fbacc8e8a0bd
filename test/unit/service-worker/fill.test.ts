import { expect, test } from 'vitest';
import { fill, type KeptFile } from '../../../src/service-worker/fill.ts';

/** As much of a Cache as is used here. */
function aCache() {
	const stored = new Map<string, Response>();
	return {
		stored,
		cache: {
			match: async (key: string) => stored.get(key),
			put: async (key: string, response: Response) => void stored.set(key, response),
		} as unknown as Cache,
	};
}

const file = (url: string, mustName?: string): KeptFile => ({ url, key: url, mustName });
const script = () => new Response('code', { headers: { 'content-type': 'text/javascript' } });
const page = (text: string) => new Response(text, { headers: { 'content-type': 'text/html' } });

test('what was cut off is kept, and the next call fetches only what is lacking', async () => {
	const { cache, stored } = aCache();
	const files = ['/a.js', '/b.js', '/c.js'].map((url) => file(url));
	let left = 1;
	const cut = async () => {
		if (left-- > 0) return script();
		throw new TypeError('Failed to fetch');
	};
	await expect(fill(cache, files, cut)).rejects.toThrow('Failed to fetch');
	expect(stored.size).toBe(1);
	const asked: string[] = [];
	await fill(cache, files, async (url) => {
		asked.push(String(url));
		return script();
	});
	expect(asked).toHaveLength(2);
	expect(stored.size).toBe(3);
});

test('few files are on their way at a time, and each steps back for what a person waits for', async () => {
	const { cache } = aCache();
	let now = 0;
	let most = 0;
	const files = Array.from({ length: 9 }, (_, i) => file(`/${i}.js`));
	await fill(cache, files, async (_, init) => {
		expect(init).toMatchObject({ priority: 'low' });
		most = Math.max(most, ++now);
		await new Promise((resolve) => setTimeout(resolve, 1));
		now -= 1;
		return script();
	});
	expect(most).toBe(2);
});

test.each([
	['an error', () => new Response('no', { status: 404 })],
	['a login page in place of a script', () => page('<form>')],
])('%s is never kept', async (_, answer) => {
	const { cache, stored } = aCache();
	await expect(fill(cache, [file('/a.js')], async () => answer())).rejects.toThrow('not kept');
	expect(stored.size).toBe(0);
});

test('a shell of another version, or of somebody else, is never kept', async () => {
	const { cache, stored } = aCache();
	const shell = file('/200.html', '/entry/start.NEW.js');
	await expect(fill(cache, [shell], async () => page('/entry/start.OLD.js'))).rejects.toThrow('not kept');
	expect(stored.size).toBe(0);
	await fill(cache, [shell], async () => page('<script src="/entry/start.NEW.js">'));
	expect(stored.size).toBe(1);
});
