import { expect, test } from 'vitest';
import { offlinePacks } from '../../../vite/offline-packs.ts';

const file = (name: string) => `/_app/immutable/chunks/${name}`;

test('files that follow each other come together until a pack is full; pictures and what has no hash come alone', () => {
	const texts: Record<string, string> = {
		[file('a.js')]: 'a'.repeat(60_000),
		[file('b.css')]: 'b'.repeat(40_000),
		[file('c.js')]: '校'.repeat(20_000),
		[file('d.js')]: 'd',
	};
	const urls = ['/icon.svg', ...Object.keys(texts), file('picture.png')];
	const packs = offlinePacks(urls, (url) => texts[url]!);
	expect(packs.map(({ files }) => files)).toEqual([
		[file('a.js'), file('b.css')],
		[file('c.js'), file('d.js')],
	]);
	expect(JSON.parse(packs[1]!.content)).toEqual({
		[file('c.js')]: texts[file('c.js')],
		[file('d.js')]: 'd',
	});
});

test('a pack of other content has another name, and no pack is made of one file', () => {
	const urlOf = (text: string) => offlinePacks([file('a.js'), file('b.js')], () => text)[0]!.url;
	expect(urlOf('one')).toMatch(/^\/_app\/immutable\/packs\/[\w-]{8}\.json$/);
	expect(urlOf('one')).not.toBe(urlOf('two'));
	expect(offlinePacks([file('a.js')], () => 'a')).toEqual([]);
});
