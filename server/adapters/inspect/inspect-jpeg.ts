import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { maxScans, sizeRefusal } from './limits.ts';

const isFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Markers without a length: restarts, and TEM. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

/** ITU-T T.81, annex B: segments up to the end marker, with one frame and at least one scan. */
export function inspectJpeg(bytes: Buffer): ErrorCode | null {
	let at = 2;
	let isFramed = false;
	let scans = 0;
	while (at < bytes.length) {
		at = bytes.indexOf(0xff, at);
		if (at === -1) break;
		const marker = bytes[at + 1];
		// A stuffed byte of a scan, or a fill byte.
		if (marker === undefined) break;
		if (marker === 0x00 || marker === 0xff || isBare(marker)) {
			at += marker === 0xff ? 1 : 2;
			continue;
		}
		if (marker === 0xd9) return isFramed && scans > 0 ? null : 'document.unreadable';
		if (at + 4 > bytes.length) break;
		const length = bytes.readUInt16BE(at + 2);
		if (length < 2) break;
		if (isFrame(marker)) {
			if (isFramed || length < 8 || at + 9 > bytes.length) break;
			isFramed = true;
			const refusal = sizeRefusal(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
			if (refusal) return refusal;
		}
		if (marker === 0xda && ++scans > maxScans) return 'document.unpacks-too-large';
		at += 2 + length;
	}
	return 'document.unreadable';
}
