import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { sizeRefusal } from './limits.ts';

/** RFC 9649: one still picture, as large as its header says. */
export function inspectWebp(bytes: Buffer): ErrorCode | null {
	if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return 'document.unreadable';
	let isPictured = false;
	let at = 12;
	while (at + 8 <= bytes.length) {
		const type = bytes.toString('latin1', at, at + 4);
		const length = bytes.readUInt32LE(at + 4);
		const data = bytes.subarray(at + 8, at + 8 + length);
		if (data.length < length || type === 'ANIM' || type === 'ANMF') return 'document.unreadable';
		const size = sizeIn(type, data);
		if (size === 'broken') return 'document.unreadable';
		const refusal = size && sizeRefusal(...size);
		if (refusal) return refusal;
		isPictured ||= type === 'VP8 ' || type === 'VP8L';
		at += 8 + length + (length % 2);
	}
	return isPictured ? null : 'document.unreadable';
}

function sizeIn(type: string, data: Buffer): [width: number, height: number] | 'broken' | null {
	if (type === 'VP8X') {
		return data.length < 10 ? 'broken' : [data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1];
	}
	if (type === 'VP8 ') {
		const isKey = data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a;
		return isKey ? [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff] : 'broken';
	}
	if (type === 'VP8L') {
		if (data.length < 5 || data[0] !== 0x2f) return 'broken';
		const bits = data.readUInt32LE(1);
		return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
	}
	return null;
}
