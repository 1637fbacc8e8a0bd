/** The pages' HTML, once the files that they name have their names. */
import { createHash } from 'node:crypto';
import { minifySync } from 'vite';
import type { BuiltPages } from './built-pages.ts';
import { firstFieldFiles } from './offline-parts.ts';

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
	const hash = createHash('sha256').update(code).digest('base64');
	// Pages drawn at build time name it relative to themselves.
	const tag = /<script src="[./]*\/theme\.js"([^>]*)><\/script>/.exec(html);
	if (!tag) throw new Error(`the page has no ${early}`);
	const inline = `<script${tag[1]}>${code}</script>`;
	const page = replaceOnly(html, tag[0], inline);
	return replaceOnly(page, "script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
}

/**
 * Kit's shell names what every page needs, and the styles of what a page may load later; nearly everybody's first page
 * is the start page. What the first field takes on top is named to theme.js, which asks for it when all of that has
 * come: asked for at once it would share the line.
 */
export function shellWithStartPage(shell: string, built: Pick<BuiltPages, 'filesOf'>): string {
	const start = [...built.filesOf('+page.svelte')];
	const html = shell.replaceAll(/\s*<link href="\/([^"]+)" rel="stylesheet">/g, (link, file: string) =>
		start.includes(file) ? link : '',
	);
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
