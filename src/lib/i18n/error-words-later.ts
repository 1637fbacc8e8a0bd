import { m } from './paraglide/messages.js';

/**
 * As `errorWords`, for the first pages: the words of fifty errors are loaded with the first error. Never rejects:
 * where they cannot be had, the general words stand in.
 */
export async function errorWordsLater(code: string): Promise<string> {
	try {
		return (await import('./error-words.ts')).errorWords(code);
	} catch {
		return m.error_unknown();
	}
}
