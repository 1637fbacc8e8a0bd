import { describe, expect, it } from 'vitest';
import { isWeakPassword } from '#server/usecase/account/password.ts';
import { hashSecret, isSecretOf } from '#server/usecase/account/secret-hash.ts';

const phone = '13812345678';

describe('a password', () => {
	it.each([
		'',
		'Ab3$xyz',
		'13812345678',
		'me13812345678',
		'12345678',
		'87654321',
		'abcdefgh',
		'aaaaaaaa',
		'aabbaabb',
	])('%s is too easy to guess', (password) => expect(isWeakPassword(password, phone)).toBe(true));

	it.each(['password', 'PASSWORD', '5201314520', 'qwerty123', '１２３４５６７８'])(
		'%s is well known',
		(password) => expect(isWeakPassword(password, phone)).toBe(true),
	);

	it.each(['correct horse', '昆明的春天很暖和', 'k7-Maple-19', '73519462'])('%s will do', (password) =>
		expect(isWeakPassword(password, phone)).toBe(false),
	);
});

describe('a secret hash', () => {
	it('knows its secret, has a salt of its own, and holds nothing of the secret', async () => {
		const [one, two] = [await hashSecret('k7-Maple-19'), await hashSecret('k7-Maple-19')];
		expect(one).not.toBe(two);
		expect(one).not.toContain('Maple');
		expect(await isSecretOf(one, 'k7-Maple-19')).toBe(true);
		expect(await isSecretOf(one, 'k7-Maple-18')).toBe(false);
	});

	it('is nobody’s when there is none, whatever is tried', async () => {
		expect(await isSecretOf(null, '')).toBe(false);
		expect(await isSecretOf(null, 'anything')).toBe(false);
	});
});
