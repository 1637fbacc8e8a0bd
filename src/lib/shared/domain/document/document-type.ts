/**
 * What a file is, by its first bytes: its name and the type that a browser guesses from the name prove nothing.
 * The phone refuses by it when a file is chosen, the server when the last byte has come.
 */
import type { ErrorCode } from '../../errors/error-codes.ts';

export type DocumentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf';

const starts = (bytes: Uint8Array, text: string, at = 0) =>
	[...text].every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

/** The type of a file that begins with `head`; null: none of those that are taken. */
export function sniffType(head: Uint8Array): DocumentType | null {
	if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
	if (starts(head, '\x89PNG\r\n\x1a\n')) return 'image/png';
	if (starts(head, 'RIFF') && starts(head, 'WEBP', 8)) return 'image/webp';
	if (starts(head, '%PDF-')) return 'application/pdf';
	return null;
}

const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The format of an iPhone's own camera: most browsers and offices cannot open it. */
function isHeic(head: Uint8Array): boolean {
	return starts(head, 'ftyp', 4) && heicBrands.some((brand) => starts(head, brand, 8));
}

/** PDF 32000-1, 7.6: a document that needs a password has `/Encrypt` in a trailer, or in a stream that stands for one. */
function isEncryptedPdf(bytes: Uint8Array): boolean {
	const name = '/Encrypt';
	let at = bytes.indexOf(0x2f);
	while (at !== -1) {
		if (starts(bytes, name, at) && !isNameSign(bytes[at + name.length])) return true;
		at = bytes.indexOf(0x2f, at + 1);
	}
	return false;
}

/** `/EncryptMetadata` is another name. */
function isNameSign(byte: number | undefined): boolean {
	return byte !== undefined && /[A-Za-z0-9]/.test(String.fromCharCode(byte));
}

/** Why a whole file is not taken; null: it is. */
export function documentRefusal(bytes: Uint8Array): ErrorCode | null {
	const type = sniffType(bytes);
	if (isHeic(bytes)) return 'document.heic';
	if (type === null) return 'document.type-unknown';
	if (type === 'application/pdf' && isEncryptedPdf(bytes)) return 'document.encrypted';
	return null;
}
