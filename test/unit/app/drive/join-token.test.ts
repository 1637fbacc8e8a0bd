import { expect, test } from 'vitest';
import { dropJoinToken, joinToken, takeJoinToken } from '#lib/app/drive/join-token.ts';

const token = 'AbCdEfGhIjKlMnOpQrSt_-';

test('an invitation’s fragment gives its token, until it was used', () => {
	expect(takeJoinToken(`#t=${token}`)).toBe(true);
	expect(joinToken()).toBe(token);
	dropJoinToken();
	expect(joinToken()).toBeNull();
});

test.each([
	'',
	'#',
	token,
	`#t=${token}x`,
	`#t=${token}&x=1`,
	`?t=${token}`,
	'#t=javascript:alert(1)',
	'#t=',
])('a QR with anything else in it gives none: %s', (hash) => {
	expect(takeJoinToken(hash)).toBe(false);
	expect(joinToken()).toBeNull();
});
