import { expect, test } from 'vitest';
import { precacheEntries } from '../../../src/service-worker/precache-entries.ts';

const app = {
	build: ['/_app/immutable/entry/start.abc.js', '/_app/env.js'],
	files: ['/theme.js', '/.well-known', '/robots.txt', '/200.html'],
	shell: '/200.html',
	version: '7',
};

test('hashed files are kept as they are, everything else is fetched anew with each version', () => {
	expect(precacheEntries(app)).toEqual([
		{ url: '/_app/immutable/entry/start.abc.js', revision: null },
		{ url: '/_app/env.js', revision: '7' },
		{ url: '/theme.js', revision: '7' },
		{ url: '/200.html', revision: '7' },
	]);
});
