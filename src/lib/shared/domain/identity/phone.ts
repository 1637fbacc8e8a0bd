import { withoutUnseen } from '../../std/text.ts';

/** A mainland mobile number: 11 digits, 1[3-9]. */
const mobile = /^1[3-9]\d{9}$/;

/** While typing: full-width to half-width, blanks, hyphens and unseen marks removed, +86 or 0086 taken off. Idempotent. */
export function normalizePhone(typed: string): string {
	const digits = withoutUnseen(typed)
		.normalize('NFKC')
		.replace(/[\s\-‐-―]+/g, '')
		.normalize('NFKC');
	const bare = digits.replace(/^(?:\+86|0086)+/, '');
	return mobile.test(bare) ? bare : digits;
}

/** Whether the text is exactly a mobile number; normalise what people type first. */
export function isPhone(text: string): boolean {
	return mobile.test(text);
}

/** `138****5678` */
export function maskPhone(phone: string): string {
	return isPhone(phone) ? `${phone.slice(0, 3)}****${phone.slice(7)}` : '*'.repeat(phone.length);
}
