/** The pages' HTML, once the files that they name have their names. */
import { createHash } from 'node:crypto';
import { minifySync } from 'vite';
import type { BuiltPages } from './built-pages.ts';
import { loadedAtOnce } from './fewer-requests.ts';
import { firstFieldFiles } from './offline-parts.ts';

/** As the policy names a script that stands in the page. */
const hashOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
const early = '<script src="/theme.js"';

/** `html` with a text in place of the only one like it. */
function replaceOnly(html: string, text: string, by: string): string {
	if (html.split(text).length !== 2) throw new Error(`the page has no single ${text}`);
	return html.replace(text, () => by);
}

/**
 * What runs before the first paint, put into the page itself: a request less before it, and its hash in the policy,
 * which takes no other inline script. `script` is the source of static/theme.js.
 */
export function withEarlyScript(html: string, script: string): string {
	const { code, errors } = minifySync('theme.js', script, { module: false });
	if (errors.length > 0) throw new Error(`theme.js: ${errors[0]!.message}`);
	// Pages drawn at build time name it relative to themselves.
	const tag = /<script src="[./]*\/theme\.js"([^>]*)><\/script>/.exec(html);
	if (!tag) throw new Error(`the page has no ${early}`);
	const inline = `<script${tag[1]}>${code}</script>`;
	const page = replaceOnly(html, tag[0], inline);
	return replaceOnly(page, "script-src 'self'", `script-src 'self' ${hashOf(code)}`);
}

/**
 * The shell with every script that only names another one loaded from there, and the policy that lets it run. `read`
 * answers with the text of a built file.
 */
export function withoutDetour(shell: string, read: (file: string) => string): string {
	const kit = /<script>((?:(?!<\/script>)[\s\S])*import\("\/_app\/[\s\S]*?)<\/script>/.exec(shell);
	if (!kit) throw new Error('the shell does not start the app');
	const script = kit[1]!.replaceAll(
		/import\("\/(_app\/immutable\/entry\/[^"]+)"\)/g,
		(whole, file: string) => loadedAtOnce(`/${file}`, read(file)) ?? whole,
	);
	const started = replaceOnly(shell, kit[1]!, script);
	return replaceOnly(started, hashOf(kit[1]!), hashOf(script));
}

/**
 * Kit's shell names what every page needs, and the styles of what a page may load later; nearly everybody's first page
 * is the start page. What the first field takes on top is named to theme.js, which asks for it when all of that has
 * come: asked for at once it would share the line.
 */
export function shellWithStartPage(shell: string, built: Pick<BuiltPages, 'filesOf'>): string {
	const start = [...built.filesOf('+page.svelte')];
	const link = /\s*<link href="\/([^"]+)" rel="(?:stylesheet|modulepreload)">/g;
	const html = shell.replaceAll(link, (whole, file: string) => (start.includes(file) ? whole : ''));
	const missing = start.filter((file) => !html.includes(file));
	const links = missing.map((file) =>
		file.endsWith('.css')
			? `<link href="/${file}" rel="stylesheet">`
			: `<link href="/${file}" rel="modulepreload">`,
	);
	const next = [...firstFieldFiles(built)].filter((file) => !start.includes(file));
	const named = replaceOnly(html, early, `${early} data-next="${next.map((file) => `/${file}`).join(' ')}"`);
	return named.replace('</head>', () => `${links.join('')}</head>`);
}
