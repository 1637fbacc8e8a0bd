import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fonts } from '@embedpdf/fonts-sc';
import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import type { DecisionPaper, LetterPaper, PaperRow, ReceiptPaper } from '#server/usecase/paper/ports.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';

/** Noto Sans SC, embedded as far as it is used: a reader without Chinese fonts shows the same paper. */
const folder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const fontOf = (weight: number) => join(folder, fonts.find((font) => font.weight === weight)!.file);
const regular = fontOf(400);
const medium = fontOf(500);

const ink = '#1a1f1e';
const grey = '#5b6664';
const line = '#c9d2d0';
/** A4 in points, with its margin. */
const page = { size: 'A4', margin: 64 } as const;
const demoWords = '演示环境：这张纸上的一切都是编造的，没有效力';

type Pdf = InstanceType<typeof PDFDocument>;

function begin(title: string): Pdf {
	const pdf = new PDFDocument({ ...page, font: regular, lang: 'zh-CN', info: { Title: title } });
	pdf.registerFont('regular', regular).registerFont('medium', medium);
	return pdf.font('regular').fillColor(ink);
}

function finish(pdf: Pdf): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		pdf.on('data', (part: Buffer) => parts.push(part));
		pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
		pdf.on('error', reject);
		pdf.end();
	});
}

/** Signs that the typeface lacks (rare names) as 〔U+4DAE〕: a paper never leaves out part of a name. */
function drawable(pdf: Pdf, text: string): string {
	const { font } = (pdf as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })
		._font;
	return Array.from(text, (sign) => {
		const point = sign.codePointAt(0)!;
		const isDrawn = point === 10 || font.hasGlyphForCodePoint(point);
		return isDrawn ? sign : `〔U+${point.toString(16).toUpperCase()}〕`;
	}).join('');
}

function say(pdf: Pdf, text: string, options: PDFKit.Mixins.TextOptions = {}): Pdf {
	return pdf.text(drawable(pdf, text), options);
}

function sayDemo(pdf: Pdf, isDemo: boolean): void {
	if (!isDemo) return;
	pdf.moveDown().font('medium').fontSize(11).fillColor('#9a4a00');
	say(pdf, demoWords, { align: 'center' });
	pdf.font('regular').fillColor(ink);
}

function drawCode(pdf: Pdf, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
	const { data, size: modules } = encode(text, { ecc: 'M', border: 4 });
	const cell = size / modules;
	pdf.rect(x, y, size, size).fill('#ffffff');
	for (const [row, cells] of data.entries()) {
		for (const [column, isDark] of cells.entries()) {
			// A hair wider than its cell: no white line between two dark ones.
			if (isDark) pdf.rect(x + column * cell, y + row * cell, cell * 1.02, cell * 1.02);
		}
	}
	pdf.fill(ink);
}

function drawSignature(pdf: Pdf, signature: Signature): void {
	if (signature.method === 'typed') {
		pdf.fontSize(22);
		say(pdf, signature.typedName ?? '', { align: 'right' });
		return;
	}
	const width = 190;
	const scale = width / 1000;
	const left = pdf.page.width - page.margin - width;
	const top = pdf.y;
	pdf.save().translate(left, top).scale(scale).lineWidth(7).lineCap('round').lineJoin('round');
	for (const stroke of signature.strokes) {
		const [first, ...rest] = stroke;
		pdf.moveTo(first![0], first![1]);
		// A tap is a dot.
		if (rest.length === 0) pdf.lineTo(first![0] + 1, first![1]);
		for (const [x, y] of rest) pdf.lineTo(x, y);
	}
	pdf.stroke(ink).restore();
	pdf.y = top + signature.padHeight * scale;
}

/** Title, what is said under it, whether it is a demo's. */
function drawHead(
	pdf: Pdf,
	{ title, notice, isDemo }: Pick<ReceiptPaper, 'title' | 'notice' | 'isDemo'>,
): void {
	pdf.font('medium').fontSize(22);
	say(pdf, title, { align: 'center' });
	pdf.font('regular').fontSize(12).fillColor(grey);
	say(pdf, notice, { align: 'center' });
	sayDemo(pdf, isDemo);
	pdf.moveDown(1.5);
}

const bodyWidth = (pdf: Pdf) => pdf.page.width - 2 * page.margin;

function drawRows(pdf: Pdf, rows: readonly PaperRow[]): void {
	const width = bodyWidth(pdf);
	for (const { label, value } of rows) {
		// A row whose value would be cut by the page's end begins on the next.
		const height = pdf.fontSize(11).heightOfString(drawable(pdf, value), { width: width - 130 });
		if (pdf.y + height > pdf.page.height - page.margin) pdf.addPage();
		const top = pdf.y;
		pdf.fillColor(grey).text(label, page.margin, top, { width: 120 });
		const afterLabel = pdf.y;
		pdf.fillColor(ink).text(drawable(pdf, value), page.margin + 130, top, { width: width - 130 });
		const bottom = Math.max(pdf.y, afterLabel) + 6;
		pdf
			.moveTo(page.margin, bottom)
			.lineTo(page.margin + width, bottom)
			.lineWidth(0.5)
			.stroke(line);
		pdf.y = bottom + 6;
	}
}

const codeSize = 110;

/** The code by which the holder checks the paper, with words beside it. */
function drawCheck(pdf: Pdf, verifyUrl: string, words: readonly string[]): void {
	pdf.moveDown();
	if (pdf.y + codeSize > pdf.page.height - page.margin) pdf.addPage();
	const top = pdf.y;
	drawCode(pdf, verifyUrl, { x: page.margin, y: top, size: codeSize });
	pdf.fontSize(10).fillColor(grey);
	pdf.y = top + 6;
	for (const text of words) {
		pdf.text(drawable(pdf, text), page.margin + 130, pdf.y + 6, { width: bodyWidth(pdf) - 130 });
	}
}

/** 缴费电子回单 as PDF 1.3. */
export function drawReceipt(paper: ReceiptPaper): Promise<Uint8Array> {
	const pdf = begin(paper.title);
	drawHead(pdf, paper);
	drawRows(pdf, paper.rows);
	drawCheck(pdf, paper.verifyUrl, [
		'扫码核对这张回单：页面上只有回单上已有的内容。',
		`打印日期 ${paper.printedOn}`,
	]);
	return finish(pdf);
}

/** 承诺书, as it was signed. */
export function drawLetter({ text, signature, isDemo }: LetterPaper): Promise<Uint8Array> {
	const [title = '', ...paragraphs] = text.split('\n');
	const pdf = begin(title);
	pdf.font('medium').fontSize(20);
	say(pdf, title, { align: 'center' });
	sayDemo(pdf, isDemo);
	pdf.moveDown(1.5).font('regular').fontSize(12).fillColor(ink);
	for (const paragraph of paragraphs) say(pdf, paragraph, { lineGap: 6, paragraphGap: 6 });
	pdf.moveDown();
	drawSignature(pdf, signature);
	return finish(pdf);
}

/** What was decided on a claim, with the clauses that it rests on. */
export function drawDecision(paper: DecisionPaper): Promise<Uint8Array> {
	const pdf = begin(paper.title);
	drawHead(pdf, paper);
	pdf.font('medium').fontSize(15).fillColor(ink);
	say(pdf, paper.outcome, { lineGap: 4 });
	pdf.font('regular').moveDown(0.6);
	drawRows(pdf, paper.rows);
	if (paper.clauses.length > 0) {
		pdf.moveDown(0.5).font('medium').fontSize(12).fillColor(ink);
		pdf.text('依据', page.margin, pdf.y);
		pdf.font('regular').fontSize(10.5);
		for (const { source, quotes } of paper.clauses) {
			pdf.moveDown(0.4).fillColor(grey);
			say(pdf, source, { width: bodyWidth(pdf) });
			pdf.fillColor(ink);
			for (const quote of quotes) say(pdf, `“${quote}”`, { width: bodyWidth(pdf), lineGap: 3 });
		}
	}
	drawCheck(pdf, paper.verifyUrl, [
		'扫码核对这份告知书：页面上只有告知书上已有的内容，决定被撤销后会显示“已撤销”。',
		`打印日期 ${paper.printedOn}`,
	]);
	return finish(pdf);
}
