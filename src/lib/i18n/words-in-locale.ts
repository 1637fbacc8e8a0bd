import { getLocale } from '#lib/i18n/paraglide/runtime.js';

/** The sentence of a scheme in the present language. Chinese is the original; English is a help. */
export function wordsInLocale(words: { zh: string; en: string }): string {
	return getLocale() === 'en' ? words.en : words.zh;
}
