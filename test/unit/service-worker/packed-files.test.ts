import { expect, test } from 'vitest';
import { errandsFor, unpack } from '../../../src/service-worker/packed-files.ts';

const pack = { url: '/packs/1.json', files: ['/a.js', '/b.js', '/c.css'] };
const other = { url: '/packs/2.json', files: ['/d.js', '/e.js'] };

test('a pack is fetched where most of it is missing; of one that is mostly here only the rest', () => {
	expect(errandsFor(['/x.png', '/a.js', '/c.css', '/e.js'], [pack, other])).toEqual([
		{ url: '/x.png' },
		{ pack },
		{ url: '/e.js' },
	]);
	expect(errandsFor([], [pack, other])).toEqual([]);
});

const texts = { '/a.js': 'a()', '/b.js': 'b()', '/c.css': 'p{}' };
const headers = {
	'content-type': 'application/json',
	'content-encoding': 'br',
	'content-length': '9',
	etag: 'W/"pack"',
	'content-security-policy': "default-src 'self'",
};

test('its files are as the server would have sent them, with what it says to all', async () => {
	const files = await unpack(pack, new Response(JSON.stringify(texts), { headers }));
	expect([...files.keys()]).toEqual(pack.files);
	const script = files.get('/b.js')!;
	expect(await script.text()).toBe('b()');
	expect([...script.headers]).toEqual([
		['content-security-policy', "default-src 'self'"],
		['content-type', 'text/javascript; charset=utf-8'],
	]);
	expect(files.get('/c.css')!.headers.get('content-type')).toBe('text/css; charset=utf-8');
});

test('what is not this pack is not taken for it', async () => {
	await expect(unpack(pack, new Response('<html>log in</html>'))).rejects.toThrow();
	const { '/c.css': _, ...less } = texts;
	await expect(unpack(pack, new Response(JSON.stringify(less)))).rejects.toThrow('another pack');
});
