import { expect, it } from 'vitest';
import { hmacSha256Hex, isSameDigest } from '#shared/std/hmac.ts';

it('gives the digest of RFC 4231, case 2', async () => {
	expect(await hmacSha256Hex('Jefe', 'what do ya want for nothing?')).toBe(
		'5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
	);
});

it('tells digests that differ in one sign or in length apart', () => {
	expect(isSameDigest('abcd', 'abcd')).toBe(true);
	expect(isSameDigest('abcd', 'abce')).toBe(false);
	expect(isSameDigest('abcd', 'abc')).toBe(false);
});
