import { afterEach, expect, test } from 'vitest';
import { entryReceipt, entryToken, newEntryToken } from '#lib/app/drive/entry-token.ts';
import { joinToken } from '#lib/app/drive/join-token.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { TakeEntryInput } from '#shared/protocol/drive.ts';

const token = 'AbCdEfGhIjKlMnOpQrSt_-';

afterEach(() => {
	joinToken.drop();
	entryToken.drop();
});

test('an invitation’s fragment gives its token, until it was used', () => {
	expect(joinToken.take(`#t=${token}`)).toBe(true);
	expect(joinToken.read()).toBe(token);
	joinToken.drop();
	expect(joinToken.read()).toBeNull();
});

test('an invitation is no student’s code, and the other way round', () => {
	expect(joinToken.take(`#t=${token}`)).toBe(true);
	expect(entryToken.read()).toBeNull();
	joinToken.drop();
	expect(entryToken.take(`#t=${token}`)).toBe(true);
	expect(joinToken.read()).toBeNull();
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
	expect(joinToken.take(hash)).toBe(false);
	expect(joinToken.read()).toBeNull();
	// What was scanned rightly before is still there.
	expect(entryToken.take(`#t=${token}`)).toBe(true);
	expect(entryToken.take(hash)).toBe(false);
	expect(entryToken.read()).toBe(token);
});

test('a student’s token is all of 128 random bits, as the server takes it and as a QR gives it back', () => {
	const made = new Set(Array.from({ length: 500 }, () => newEntryToken(systemRandom)));
	expect(made.size).toBe(500);
	for (const each of made) {
		expect(TakeEntryInput.safeParse({ token: each }).success).toBe(true);
		expect(entryToken.take(`#t=${each}`)).toBe(true);
		expect(entryToken.read()).toBe(each);
	}
	const asked: number[] = [];
	const ones = { bytes: (length: number) => (asked.push(length), new Uint8Array(length).fill(255)) };
	expect(newEntryToken(ones)).toBe('_____________________w');
	expect(asked).toEqual([16]);
});

test('a receipt’s code holds a number alone, and is no token', () => {
	const id = '0193a000-0000-7000-8000-00000000e001';
	for (const hash of [`#t=${id}`, `#r=${token}`, `#r=${id}x`, `#r=${id.toUpperCase()}`, '#r=../drafts', '']) {
		expect(entryReceipt.take(hash)).toBe(false);
	}
	expect(entryReceipt.read()).toBeNull();
	expect(entryToken.take(`#r=${id}`)).toBe(false);
	expect(entryReceipt.take(`#r=${id}`)).toBe(true);
	expect(entryReceipt.read()).toBe(id);
	entryReceipt.drop();
	expect(entryReceipt.read()).toBeNull();
});
