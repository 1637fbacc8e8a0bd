import { expect, it } from 'vitest';
import { chooseFile } from '#lib/app/claim/choose-file.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

const file = (text: string, length = text.length) => {
	const bytes = new Uint8Array(length);
	bytes.set(new Uint8Array(Buffer.from(text, 'latin1')));
	return new Blob([bytes]);
};
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const asJpeg = async () => jpeg;
const never = async (): Promise<Uint8Array<ArrayBuffer>> => {
	throw new Error('a PDF is not drawn anew');
};

it.each([
	['JPEG', '\xff\xd8\xff\xe1 with EXIF'],
	['PNG', '\x89PNG\r\n\x1a\n'],
	['WebP', 'RIFF\x00\x00\x00\x00WEBPVP8 '],
])('%s is drawn anew, as JPEG', async (_, text) => {
	expect(await chooseFile(file(text), asJpeg)).toEqual({
		ok: true,
		value: { bytes: jpeg, type: 'image/jpeg' },
	});
});

it('a PDF stays as it is', async () => {
	const chosen = await chooseFile(file('%PDF-1.7\ntrailer << /EncryptMetadata true >>'), never);
	expect(chosen).toMatchObject({ ok: true, value: { type: 'application/pdf' } });
});

it.each([
	['HEIC', file('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00'), 'document.heic'],
	['HEIF as newer phones name it', file('\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00'), 'document.heic'],
	['a video of the same family', file('\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00'), 'document.type-unknown'],
	['an empty file', file(''), 'document.type-unknown'],
	['a GIF', file('GIF89a'), 'document.type-unknown'],
	[
		'an SVG, which can hold a script',
		file('<svg xmlns="http://www.w3.org/2000/svg">'),
		'document.type-unknown',
	],
	['a PDF with a password', file('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>'), 'document.encrypted'],
	['a PDF of more than 10 MB', file('%PDF-1.7', 10_000_001), 'document.too-large'],
	['a photo of more than 60 MB', file('\xff\xd8\xff\xe0', 60_000_001), 'document.too-large'],
])('%s is refused', async (_, chosen, code) => {
	expect(await chooseFile(chosen, asJpeg)).toEqual({ ok: false, error: code });
});

it('a photo that the browser cannot read is refused, and one that stays too large', async () => {
	const unreadable = async () => {
		throw new RefusalError({ code: 'document.type-unknown' });
	};
	const photo = file('\xff\xd8\xff\xe0');
	expect(await chooseFile(photo, unreadable)).toEqual({ ok: false, error: 'document.type-unknown' });
	const huge = async () => {
		const bytes = new Uint8Array(10_000_001);
		bytes.set(jpeg);
		return bytes;
	};
	expect(await chooseFile(photo, huge)).toEqual({ ok: false, error: 'document.too-large' });
});
