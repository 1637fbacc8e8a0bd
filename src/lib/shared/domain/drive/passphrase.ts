const leastLength = 12;

/** The same characters typed on another keyboard are the same passphrase. */
export const typedPassphrase = (passphrase: string) => passphrase.normalize('NFC');

/** Of a volunteer's vault; in characters as people count them: a rare Han character is one. */
export function isLongEnough(passphrase: string): boolean {
	return Array.from(typedPassphrase(passphrase)).length >= leastLength;
}
