/** Statements as the tax side might hand them over, and as it never should. */
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import type { GatewayPayment } from '#server/usecase/payment/ports.ts';
import { formatYuan } from '#shared/std/money.ts';

export const heads = ['缴款流水号', '电子税票号码', '类型', '金额(元)', '时间', '缴款方式'];

/** Beijing time, to the second. */
function timeText(ms: number): string {
	return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

export function rowOf(serial: string, payment: Omit<GatewayPayment, 'orderId'>, kind = '缴款'): string[] {
	const { taxReceiptNumber, amountFen, paidAtMs } = payment;
	return [serial, taxReceiptNumber, kind, formatYuan(amountFen), timeText(paidAtMs), '微信'];
}

const lines = (rows: string[][]) => rows.map((row) => row.join(',')).join('\r\n');

export function csv(
	rows: string[][],
	encoding: 'utf8' | 'utf8-bom' | 'gbk' = 'utf8',
): Uint8Array<ArrayBuffer> {
	const text = lines([heads, ...rows]);
	if (encoding === 'gbk') return new Uint8Array(iconv.encode(text, 'gbk'));
	return new Uint8Array(Buffer.from(encoding === 'utf8' ? text : `\uFEFF${text}`));
}

/** Written by another program than the one that reads it. */
export async function xlsx(rows: object[][]): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await writeXlsxFile(rows as never).toBuffer());
}

const rels = (target: string) =>
	`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
	Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="${target}"/></Relationships>`;

/** A workbook by hand: what no careful program writes. */
export function rawXlsx(sheet: string, workbook = '<workbookPr/>'): Uint8Array<ArrayBuffer> {
	const space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
	return new Uint8Array(
		zipSync({
			'xl/workbook.xml': strToU8(
				`<workbook ${space} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${workbook}<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			),
			'xl/_rels/workbook.xml.rels': strToU8(rels('worksheets/sheet1.xml')),
			'xl/worksheets/sheet1.xml': strToU8(sheet),
		}),
	);
}

/** `<c>` elements of one row, given as [type, content]. */
export function sheetOf(rows: string[][]): string {
	const body = rows.map((cells, n) => `<row r="${n + 1}">${cells.join('')}</row>`).join('');
	return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${body}</sheetData></worksheet>`;
}
export const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
export const numeric = (text: string) => `<c><v>${text}</v></c>`;
