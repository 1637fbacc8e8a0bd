import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/app.css', 'utf8');
const page = readFileSync('docs/design.md', 'utf8');

/** Custom properties of the rule that begins with `selector`. */
function tokensOf(source: string, selector: string): Map<string, string> {
	const begin = source.indexOf(`${selector} {`);
	const rule = source.slice(begin, source.indexOf('}', begin));
	return new Map(
		[...rule.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name!, value!]),
	);
}

/** What the two differ in: a token missing on a side, or with another value. */
function differences(source: string, table: string): string[] {
	const light = tokensOf(source, ':root');
	const dark = tokensOf(source, `:root[data-theme='dark']`);
	light.delete('--font');
	const said = new Map(
		[...table.matchAll(/^\| `(--[\w-]+)` \| `([^`]+)` \| (?:`([^`]+)`|the same) \|/gm)].map(
			([, name, inLight, inDark]) => [name!, [inLight, inDark]] as const,
		),
	);
	return [...new Set([...light.keys(), ...said.keys()])].filter((name) => {
		const [inLight, inDark] = said.get(name) ?? [];
		return light.get(name) !== inLight || dark.get(name) !== inDark;
	});
}

describe('design tokens', () => {
	it('are in the design document as they are in the style sheet', () => {
		expect(tokensOf(css, ':root').size).toBeGreaterThan(30);
		expect(differences(css, page)).toEqual([]);
	});

	it('would differ by a changed colour, a new token, and a dark colour that is not told of', () => {
		expect(differences(css.replace('--accent: #09736e', '--accent: #09736f'), page)).toEqual(['--accent']);
		expect(differences(css.replace(':root {', ':root {\n\t--new: 1px;'), page)).toEqual(['--new']);
		expect(differences(css, page.replace('| `#56c7bd` |', '| the same |'))).toEqual(['--accent']);
	});

	it('are the only colours: no component names one of its own', () => {
		const colour = /:[^;{]*(#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\()/i;
		const stylesOf = (source: string) => source.match(/<style>[\s\S]*<\/style>/)?.[0] ?? '';
		expect(colour.test(stylesOf('<style>p { color: #fff; }</style>'))).toBe(true);
		const found = globSync('src/**/*.svelte').filter((path) =>
			colour.test(stylesOf(readFileSync(path, 'utf8'))),
		);
		expect(found).toEqual([]);
	});
});
