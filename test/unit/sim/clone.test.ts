import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cloneOf } from '../../sim/engine/clone.ts';

const asked: unknown[] = [];
const clone = <T>(value: T): T =>
	cloneOf((one) => {
		asked.push(one);
		return structuredClone(one);
	}, value);

test('whatever may be stored is copied as the platform copies it', () => {
	const anything = fc.anything({
		withDate: true,
		withMap: true,
		withSet: true,
		withSparseArray: true,
		withTypedArray: true,
		withNullPrototype: true,
		withBigInt: true,
	});
	fc.assert(
		fc.property(anything, (value) => void expect(clone(value)).toStrictEqual(structuredClone(value))),
	);
});

test('rows, keys and bytes are copied without the platform', () => {
	asked.length = 0;
	const row = {
		owner: 'p',
		atMs: [1, -0, NaN, undefined, null],
		iv: new Uint8Array([1, 2]),
		ciphertext: new Uint8Array([3, 4]).buffer,
	};
	const copy = clone(row);
	expect(copy).toStrictEqual(row);
	expect(asked).toEqual([]);
	copy.iv[0] = 9;
	new Uint8Array(copy.ciphertext)[0] = 9;
	copy.atMs.push(2);
	expect(row.iv[0]).toBe(1);
	expect(new Uint8Array(row.ciphertext)[0]).toBe(3);
	expect(row.atMs).toHaveLength(5);
});

test('part of a buffer stays part of one', () => {
	const copy = clone(new Uint8Array(new ArrayBuffer(8), 2, 3));
	expect([copy.buffer.byteLength, copy.byteOffset, copy.length]).toEqual([8, 2, 3]);
});

test('what cannot be stored is refused as the platform refuses it', async () => {
	for (const value of [() => 1, { deep: [Symbol('s')] }]) {
		expect(() => clone<unknown>(value)).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
	}
	const circle: Record<string, unknown> = {};
	circle.self = circle;
	const copy = clone(circle);
	expect(copy.self).toBe(copy);
	const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
	expect(clone({ key }).key).toBeInstanceOf(CryptoKey);
	expect(clone(Object.assign([1], { name: 'x' }))).toStrictEqual(
		structuredClone(Object.assign([1], { name: 'x' })),
	);
});
