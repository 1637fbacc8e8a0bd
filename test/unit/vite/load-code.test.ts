import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { loadCode } from '../../../vite/load-code.ts';

type Answer = 'code' | 'login page' | 'error' | 'cut';
let answer: Answer = 'code';
let asked: string[] = [];
let from = '';
/** What each file imports. */
const texts: Record<string, string> = {
	'/chunks/a.js':
		'import{x}from"./b.js";import"../nodes/1.js";const later=()=>import("./not-yet.js");export{x}',
	'/chunks/b.js': 'import*as a from`./a.js`;export{y}from"./c.js"',
};

/** A server behind a line of which each test says what it does. */
const server = createServer((request, response) => {
	asked.push(request.url!);
	if (answer === 'cut') {
		response.writeHead(200, { 'content-type': 'text/javascript', 'content-length': '100' });
		response.write('export', () => response.destroy());
		return;
	}
	const type = answer === 'login page' ? 'text/html' : 'text/javascript';
	response
		.writeHead(answer === 'error' ? 503 : 200, { 'content-type': type })
		.end(texts[request.url!] ?? 'export {}');
});

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chunks/asker.js`;
});
afterAll(() => server.close());

const told: unknown[] = [];
beforeEach(() => {
	answer = 'code';
	asked = [];
	told.length = 0;
	vi.stubGlobal('document', { getElementsByTagName: () => [] });
	vi.stubGlobal('dispatchEvent', (event: Event & { payload?: unknown }) => told.push(event.payload));
});

/** As browsers do: what failed once fails for ever. */
function aBrowser() {
	let isPoisoned = false;
	return async () => {
		if (answer !== 'code') isPoisoned = true;
		if (isPoisoned) throw new TypeError('Failed to fetch dynamically imported module');
		return 'module';
	};
}

test.each(['cut', 'error', 'login page'] as const)(
	'%s: is not imported, and is when it comes',
	async (what) => {
		const files = [`./${what.replace(' ', '-')}.js`];
		const imported = vi.fn(aBrowser());
		answer = what;
		await expect(loadCode(imported, files, from)).rejects.toThrow(TypeError);
		expect(imported).not.toHaveBeenCalled();
		expect(told).toEqual([expect.any(TypeError)]);
		answer = 'code';
		expect(await loadCode(imported, files, from)).toBe('module');
		expect(asked).toHaveLength(2);
	},
);

test('planted: an import without it never succeeds again', async () => {
	const imported = aBrowser();
	answer = 'cut';
	await expect(imported()).rejects.toThrow();
	answer = 'code';
	await expect(imported()).rejects.toThrow();
});

test('a file is fetched once, however many ask, and none that the page names itself', async () => {
	const link = { rel: 'modulepreload', href: new URL('./named.js', from).href };
	vi.stubGlobal('document', { getElementsByTagName: () => [link] });
	const load = () => Promise.resolve('module');
	await Promise.all([1, 2].map(() => loadCode(load, ['./once.js', './named.js'], from)));
	await loadCode(load, ['./once.js'], from);
	expect(asked).toEqual(['/chunks/once.js']);
});

test('what the import takes is fetched with it, as far as it goes, though files take each other', async () => {
	const load = Object.assign(() => Promise.resolve('module'), { toString: () => '()=>import(`./a.js`)' });
	expect(await loadCode(load, [], from)).toBe('module');
	expect(asked.toSorted()).toEqual(['/chunks/a.js', '/chunks/b.js', '/chunks/c.js', '/nodes/1.js']);
});
