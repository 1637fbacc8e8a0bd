/** The cards of the start page as plain data, made when the phone's files are built: computing them there would take the schemes along. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { englishIn, readData } from './english-of-data.ts';

const cards = path.resolve('src/lib/shared/policy/scheme-card.ts');

/** The same value without the English that stands apart; `english` by its Chinese. */
export function inChinese(value: unknown, english: ReadonlyMap<string, string | null>): unknown {
	if (Array.isArray(value)) return value.map((item) => inChinese(item, english));
	if (value === null || typeof value !== 'object') return value;
	const { zh, en, ...rest } = value as Record<string, unknown>;
	if (typeof zh === 'string' && typeof en === 'string' && Object.keys(rest).length === 0) {
		return english.get(zh) === en ? { zh } : value;
	}
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inChinese(item, english)]));
}

export function schemeCards(): Plugin {
	return {
		name: 'scheme-cards',
		apply: 'build',
		enforce: 'pre',
		async load(id, options) {
			if (options?.ssr || id !== cards) return null;
			const { schemeCards } = (await import(pathToFileURL(cards).href)) as { schemeCards: unknown };
			return `export const schemeCards = ${JSON.stringify(inChinese(schemeCards, englishIn(readData())))};`;
		},
	};
}
