/*
 * A sheet of a workbook (Office Open XML), row by row. The zip is read by yauzl, which gives no more bytes than
 * an entry declares, and the XML by saxes, which knows no entities of a document's own; what is declared is limited
 * before anything is unpacked, so that a small file cannot become a large one.
 */
import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { FileRow, SheetFile } from '#server/usecase/sheet-file.ts';
import { SheetReader } from './sheet-reader.ts';

const mostEntries = 1_000;
const mostSheetBytes = 200_000_000;
const mostTextBytes = 40_000_000;

/** Rejects with RefusalError `statement.unreadable`, `request.too-large`. */
export async function openWorkbook(bytes: Uint8Array, sheet: number): Promise<Omit<SheetFile, 'format'>> {
	const { zip, entries } = await readable(() => listEntries(bytes));
	const parts = new Parts(zip, entries);
	const { is1904, sheets, part } = await readable(() => findSheet(parts, sheet));
	let reader: SheetReader | null = null;
	const rows = sheetRows(parts, part, (opened) => (reader = opened));
	return { is1904, sheets, rows, merged: () => reader?.merged ?? [] };
}

class Parts {
	readonly #zip: ZipFile;
	readonly #entries: Map<string, Entry>;
	constructor(zip: ZipFile, entries: Map<string, Entry>) {
		this.#zip = zip;
		this.#entries = entries;
	}

	/** The part's text piece by piece; nothing where it is absent. */
	async *text(name: string, mostBytes: number): AsyncIterable<string> {
		const entry = this.#entries.get(name.toLowerCase());
		if (!entry) return;
		if (entry.uncompressedSize > mostBytes) throw new RefusalError({ code: 'request.too-large' });
		const decoder = new StringDecoder('utf8');
		const stream = await this.#zip.openReadStreamPromise(entry);
		for await (const piece of stream) yield decoder.write(piece as Buffer);
		yield decoder.end();
	}
}

async function listEntries(bytes: Uint8Array): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const zip = await fromBufferPromise(buffer, { lazyEntries: true, validateEntrySizes: true });
	if (zip.entryCount > mostEntries) throw new RefusalError({ code: 'request.too-large' });
	const entries = new Map<string, Entry>();
	for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
	return { zip, entries };
}

interface Tag {
	name: string;
	attributes: Record<string, string>;
}

/** Walks a small part, calling with every tag as it opens. */
async function walk(parts: Parts, name: string, onTag: (tag: Tag) => void): Promise<void> {
	const parser = newParser();
	parser.on('opentag', ({ name: tag, attributes }) => onTag({ name: localName(tag), attributes }));
	for await (const piece of parts.text(name, mostTextBytes)) parser.write(piece);
	parser.close();
}

async function findSheet(
	parts: Parts,
	wanted: number,
): Promise<{ is1904: boolean; sheets: string[]; part: string }> {
	let is1904 = false;
	const listed: { name: string; id: string }[] = [];
	await walk(parts, 'xl/workbook.xml', ({ name, attributes }) => {
		if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
		if (name === 'sheet') listed.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? '' });
	});
	const id = listed[wanted]?.id;
	let sheet = '';
	await walk(parts, 'xl/_rels/workbook.xml.rels', ({ name, attributes }) => {
		if (name === 'Relationship' && id && attributes.Id === id) sheet = attributes.Target ?? '';
	});
	if (sheet === '') throw new RefusalError({ code: 'statement.unreadable' });
	const part = sheet.startsWith('/') ? sheet.slice(1) : `xl/${sheet}`;
	return { is1904, sheets: listed.map(({ name }) => name), part };
}

async function* sheetRows(
	parts: Parts,
	sheet: string,
	onOpen: (reader: SheetReader) => void,
): AsyncIterable<FileRow> {
	const texts = await readable(() => sharedTexts(parts));
	const reader = new SheetReader(texts);
	onOpen(reader);
	const parser = newParser();
	parser.on('opentag', ({ name, attributes }) => reader.open(localName(name), attributes));
	parser.on('text', (text) => reader.text(text));
	parser.on('closetag', ({ name }) => reader.close(localName(name)));
	const pieces = parts.text(sheet, mostSheetBytes)[Symbol.asyncIterator]();
	for (;;) {
		const { value, done } = await readable(async () => {
			const next = await pieces.next();
			if (next.done) parser.close();
			else parser.write(next.value);
			return next;
		});
		yield* reader.take();
		if (done || value === undefined) return;
	}
}

/** Texts that cells name by their number; runs of one text are put together, readings of signs left out. */
async function sharedTexts(parts: Parts): Promise<string[]> {
	const texts: string[] = [];
	let text: string | null = null;
	let isText = false;
	let isReading = false;
	const parser = newParser();
	parser.on('opentag', ({ name: full }) => {
		const name = localName(full);
		if (name === 'si') text = '';
		else if (name === 'rPh') isReading = true;
		else if (name === 't') isText = !isReading;
	});
	parser.on('text', (piece) => {
		if (isText && text !== null) text += piece;
	});
	parser.on('closetag', ({ name: full }) => {
		const name = localName(full);
		if (name === 't') isText = false;
		else if (name === 'rPh') isReading = false;
		else if (name === 'si') {
			texts.push(text ?? '');
			text = null;
		}
	});
	let hasAny = false;
	for await (const piece of parts.text('xl/sharedStrings.xml', mostTextBytes)) {
		hasAny = true;
		parser.write(piece);
	}
	if (hasAny) parser.close();
	return texts;
}

function newParser(): SaxesParser {
	const parser = new SaxesParser();
	// A workbook has none: it is how a document brings entities that unfold without end.
	parser.on('doctype', () => {
		throw new RefusalError({ code: 'statement.unreadable' });
	});
	return parser;
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

/** What yauzl and saxes throw for broken files, as a refusal. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof RefusalError) throw error;
		throw new RefusalError({ code: 'statement.unreadable' });
	}
}
