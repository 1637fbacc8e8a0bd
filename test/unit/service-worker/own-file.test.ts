import { expect, test } from 'vitest';
import { isOwnFile } from '../../../src/service-worker/own-file.ts';

const own = new Set(['/200.html', '/_app/immutable/entry/start.A.js', '/_app/immutable/b.B.css']);
const answer = (text: string, type: string, status = 200) =>
	new Response(text, { status, headers: { 'content-type': type } });
const page = (...files: string[]) =>
	answer(
		files.map((file) => `<link href="${file}" rel="modulepreload">`).join(''),
		'text/html; charset=utf-8',
	);

test('a script is kept as it comes, and not where the server has none', async () => {
	const path = '/_app/immutable/entry/start.A.js';
	expect(await isOwnFile(path, answer('go()', 'text/javascript'), own)).toBe(true);
	expect(await isOwnFile(path, answer('', 'text/javascript', 404), own)).toBe(false);
});

test('a login page that answers for everything is no file of ours', async () => {
	const login = () => answer('<html>校园网登录</html>', 'text/html');
	expect(await isOwnFile('/_app/immutable/entry/start.A.js', login(), own)).toBe(false);
	expect(await isOwnFile('/200.html', login(), own)).toBe(false);
});

test('the shell is kept only with files of its own version, and stays readable', async () => {
	const shell = page('/_app/immutable/entry/start.A.js', '/_app/immutable/b.B.css');
	expect(await isOwnFile('/200.html', shell, own)).toBe(true);
	expect(await shell.text()).toContain('start.A.js');
	const next = page('/_app/immutable/entry/start.C.js', '/_app/immutable/b.B.css');
	expect(await isOwnFile('/200.html', next, own)).toBe(false);
});
