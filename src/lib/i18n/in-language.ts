/*
 * The second language, loaded only by those who chose it. In a build each message is wrapped by `inLanguage`
 * (vite/messages-apart.ts); elsewhere the compiled messages choose the language themselves and this stays idle.
 */
import { baseLocale, getLocale, overwriteGetLocale } from './paraglide/runtime.js';

type Words = (inputs: Record<string, unknown>) => string;
interface Options {
	locale?: string;
}

let table: Record<string, Words> = {};
let dataTable: Record<string, string> = {};

/**
 * A message: Chinese at hand, English by its tag once `loadLanguage` has it.
 * @public called by the messages as built
 */
export function inLanguage(tag: string, chinese: Words): (inputs?: object, options?: Options) => string {
	return (inputs = {}, options = {}) => {
		const isChinese = (options.locale ?? getLocale()) === baseLocale;
		return ((!isChinese && table[tag]) || chinese)(inputs as Record<string, unknown>);
	};
}

/** The English of a text of the policy data, where it stands apart from it; else undefined. */
export function englishOf(chinese: string): string | undefined {
	return Object.hasOwn(dataTable, chinese) ? dataTable[chinese] : undefined;
}

/**
 * Loads the chosen language before the first screen. Where it cannot be had (chosen just before the network
 * went) the screens are in Chinese, and say so to those who hear them.
 */
export async function loadLanguage(): Promise<void> {
	const locale = getLocale();
	// Every text asks for it, and Paraglide would look into address and storage each time. Another choice loads the page anew.
	overwriteGetLocale(() => locale);
	if (locale === baseLocale) return;
	try {
		({ english: table, englishOfData: dataTable } = await import('./english.ts'));
	} catch {
		document.documentElement.lang = baseLocale;
	}
}
