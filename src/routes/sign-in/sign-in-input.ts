/** Digits as typed on any keyboard: full-width digits become plain, blanks and dashes go. */
export function digitsOf(text: string): string {
	return text.normalize('NFKC').replace(/[\s-]/g, '');
}

export function isPhone(text: string): boolean {
	return /^1[3-9]\d{9}$/.test(text);
}

export function isCode(text: string): boolean {
	return /^\d{6}$/.test(text);
}

/** The server judges; this only saves a round trip. */
export function isPasswordStrong(text: string): boolean {
	return text.length >= 8 && /[a-zA-Z]/.test(text) && /\d/.test(text);
}

/** Whether a full number can be the one behind a masked number (first six and last four are shown). */
export function matchesMasked(idNumber: unknown, masked: string): boolean {
	if (typeof idNumber !== 'string') return false;
	const number = idNumber.normalize('NFKC').trim().toUpperCase();
	return (
		number.length === masked.length &&
		number.slice(0, 6) === masked.slice(0, 6) &&
		number.slice(-4) === masked.slice(-4)
	);
}
