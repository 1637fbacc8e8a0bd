import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { englishOf } from './in-language.ts';

/** The sentence of a scheme in the present language. Chinese is the original; English is a help, and may be apart. */
export function wordsInLocale(words: { zh: string; en?: string }): string {
	return getLocale() === 'en' ? (words.en ?? englishOf(words.zh) ?? words.zh) : words.zh;
}
