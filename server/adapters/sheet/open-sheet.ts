import { RefusalError } from '#shared/errors/refusal.ts';
import type { OpenSheet } from '#server/usecase/sheet-file.ts';
import { csvRows } from './csv-rows.ts';
import { openWorkbook } from './xlsx-rows.ts';

/** By its first bytes and not by its name: a workbook is a zip file, all else is taken for text. */
export const openSheet: OpenSheet = async (bytes, sheet = 0) => {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
	if (isZip) return { format: 'xlsx', ...(await openWorkbook(bytes, sheet)) };
	return { format: 'csv', is1904: false, sheets: [], rows: csvRows(decode(bytes)), merged: () => [] };
};

/** UTF-8 where it is that, else GB18030, of which GBK and GB2312 are parts. Nothing is replaced by a question mark. */
function decode(bytes: Uint8Array): string {
	for (const encoding of ['utf-8', 'gb18030']) {
		try {
			const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
			// Text has no such signs: it is a picture, an old workbook, UTF-16.
			if (!text.includes('\u0000')) return text;
		} catch {
			// not in this encoding
		}
	}
	throw new RefusalError({ code: 'statement.unreadable' });
}
