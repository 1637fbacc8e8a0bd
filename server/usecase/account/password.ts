const commonPasswords = new Set(
	`password passw0rd password1 qwertyui qwerty123 1q2w3e4r 1qaz2wsx asdfghjk iloveyou 5201314520 woaini1314
	woaini520 abcd1234 abc12345 a1234567 a12345678 aa123456 a123456789 admin123 88888888 12344321 11223344
	147258369 987654321 woaini521 q1w2e3r4 qq123456 wang1234 zxcvbnm123`.split(/\s+/),
);

const minLength = 8;

/** Whether a password is too easy to guess: short, the phone's own number, one sign, a run, or well known. */
export function isWeakPassword(password: string, phone: string): boolean {
	const plain = password.normalize('NFKC').toLowerCase();
	if ([...plain].length < minLength) return true;
	if (plain.includes(phone) || phone.includes(plain)) return true;
	return new Set(plain).size < 3 || isRun(plain) || commonPasswords.has(plain);
}

/** 12345678, abcdefgh, 87654321: each sign follows its neighbour by the same step. */
function isRun(text: string): boolean {
	const codes = [...text].map((sign) => sign.codePointAt(0)!);
	const step = codes[1]! - codes[0]!;
	return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - codes[i - 1]! === step);
}
