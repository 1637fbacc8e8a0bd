import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shellWithStartPage, withEarlyScript, withoutDetour } from '../../../vite/shell.ts';

const shell = `<head><script src="/theme.js"></script>
<meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'self' 'sha256-kit'">
<link href="/start.js" rel="modulepreload">
<link href="/node.js" rel="modulepreload">
<link href="/start.css" rel="stylesheet">
<link href="/sheet.css" rel="stylesheet"></head>`;
const filesByPage: Record<string, string[]> = { '+page.svelte': ['start.js', 'start.css', 'page.js'] };
const built = {
	filesOf: (page: string) => new Set(filesByPage[page] ?? ['form.js', 'form.css', 'start.js']),
};

test('the shell names what the start page takes, drops what it does not take, and leaves the form for then', () => {
	const html = shellWithStartPage(shell, built);
	expect(html).toContain('<link href="/page.js" rel="modulepreload"></head>');
	expect(html).toContain('href="/start.css" rel="stylesheet"');
	expect(html).not.toContain('sheet.css');
	expect(html).not.toContain('node.js');
	expect(html).toContain('<script src="/theme.js" data-next="/form.js /form.css"></script>');
});

test('the app is started from where it is, and the policy lets that run', () => {
	const sha256 = (script: string) => createHash('sha256').update(script).digest('base64');
	const start = (what: string) => `\n${what}.then(start);\n`;
	const [start0, start1] = [
		'import("/_app/immutable/entry/start.S.js")',
		'import("/_app/immutable/chunks/C.js")',
	];
	const page = `${shell.replace('kit', sha256(start(start0!)))}<script>f()</script><script>${start(start0!)}</script>`;
	const html = withoutDetour(page, () => 'export{a as start}from"../chunks/C.js";');
	const script = start(`${start1}.then(e=>({start:e.a}))`);
	expect(html).toContain(`<script>f()</script><script>${script}</script>`);
	expect(html).toContain(`'sha256-${sha256(script)}'`);
	expect(withoutDetour(page, () => 'start();')).toBe(page);
	// Planted: a page whose policy knows another script would not start.
	expect(() => withoutDetour(page.replace('sha256-', 'sha256-x'), () => '')).toThrow('no single');
});

test('what runs before the first paint stands in the page, and the policy knows it by its hash', () => {
	const source = readFileSync('static/theme.js', 'utf8');
	const html = withEarlyScript(shellWithStartPage(shell, built), source);
	expect(html).not.toContain('theme.js');
	const [, next, script] = /<script data-next="([^"]*)">([\s\S]*?)<\/script>/.exec(html)!;
	expect(next).toBe('/form.js /form.css');
	const hash = createHash('sha256').update(script!).digest('base64');
	expect(html).toContain(`script-src 'self' 'sha256-${hash}' 'sha256-kit'`);
	// Planted: a script that was touched afterwards is not the one that the policy lets run.
	expect(html).not.toContain(createHash('sha256').update(`${script} `).digest('base64'));
});

test('a page drawn at build time names it relative to itself', () => {
	const page = shell.replace('/theme.js', '../../theme.js');
	expect(withEarlyScript(page, 'f();')).toContain('<script>f();</script>');
});

test('a page without a place for it stops the build', () => {
	expect(() => withEarlyScript(shell.replace('theme.js', 'other.js'), 'f()')).toThrow('the page has no');
	expect(() => withEarlyScript(shell.replace('script-src', 'worker-src'), 'f()')).toThrow('no single');
	expect(() => withEarlyScript(shell, 'f(')).toThrow('theme.js');
});
