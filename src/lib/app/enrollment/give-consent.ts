import type { Consent } from '#shared/domain/enrollment/consent.ts';
import { sha256Hex } from '#shared/std/hash.ts';

/** The version names the words; a change of any sentence in the message files is a new version. */
const consentVersion = '2022-10.1';

/** The words at a drive, where a volunteer's phone is in between. */
export const driveConsentVersion = '2022-10.1-drive';

/** The consent to exactly these words, as they stood on the screen (title and paragraphs joined by line breaks). */
export async function consentTo(words: string[], locale: string, version = consentVersion): Promise<Consent> {
	return {
		textVersion: `${version}.${locale}`,
		textHash: await sha256Hex(words.join('\n')),
		givenAtMs: Date.now(),
	};
}
