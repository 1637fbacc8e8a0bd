/** Files that somebody made to harm whoever opens them, or that only pretend to be what they are taken for. */
import { crc32, deflateSync } from 'node:zlib';
import { asJpeg } from './as-jpeg.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const joined = (...parts: (string | Uint8Array)[]): Bytes =>
	new Uint8Array(
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
	);

const uint32 = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
};

function chunk(type: string, data: Uint8Array): Bytes {
	const body = joined(type, data);
	return joined(uint32(data.length), body, uint32(crc32(body)));
}

interface Picture {
	width: number;
	height: number;
	/** What its IDAT unpacks to; by default as much as its size says. */
	unpacksTo?: number;
	more?: Bytes[];
}

/** Grey, eight bits; all black, so that packed it is nothing. */
export function aPng({ width, height, unpacksTo = (width + 1) * height, more = [] }: Picture): Bytes {
	const head = joined(uint32(width), uint32(height), new Uint8Array([8, 0, 0, 0, 0]));
	const picture = chunk('IDAT', deflateSync(Buffer.alloc(unpacksTo), { level: 9 }));
	return joined('\x89PNG\r\n\x1a\n', chunk('IHDR', head), ...more, picture, chunk('IEND', new Uint8Array()));
}

/** A text chunk that unpacks to this many bytes. */
export const packedText = (bytes: number) =>
	chunk('zTXt', joined('Comment\0\0', deflateSync(Buffer.alloc(bytes), { level: 9 })));

export function aJpeg({ width = 768, height = 1_024, length = 20_000 } = {}): Bytes {
	const bytes = asJpeg(new Uint8Array(length).fill(7));
	bytes.set([height >> 8, height & 255, width >> 8, width & 255], 25);
	return bytes;
}

/** As `aJpeg`, decoded once for each of its scans. */
export function scannedOften(scans: number): Bytes {
	const plain = aJpeg();
	const scan = plain.slice(39, 53);
	return joined(plain.slice(0, -2), ...Array.from({ length: scans }, () => joined(scan, 'xx')), '\xff\xd9');
}

export function aWebp(width: number, height: number): Bytes {
	const size = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255];
	const extended = joined(
		'VP8X\x0a\0\0\0',
		new Uint8Array([0, 0, 0, 0, ...size(width - 1), ...size(height - 1)]),
	);
	const still = joined('VP8L\x08\0\0\0', new Uint8Array([0x2f, 0xff, 0xc0, 0x3f, 0, 0, 0, 0]));
	const body = joined('WEBP', extended, still);
	const length = Buffer.alloc(4);
	length.writeUInt32LE(body.length);
	return joined('RIFF', length, body);
}

/** A whole PDF: these objects, and what its trailer says. */
export function aPdf(objects: (string | Uint8Array)[], trailer = '/Root 1 0 R'): Bytes {
	const body = objects.map((object, i) => joined(`${i + 1} 0 obj\n`, object, '\nendobj\n'));
	return joined('%PDF-1.7\n', ...body, `trailer << ${trailer} >>\nstartxref\n9\n%%EOF\n`);
}

export const aPage = '<< /Type /Page >>';

/** A stream packed with Flate, with these names beside its length. */
export function packed(content: string | Uint8Array, names = ''): Bytes {
	const data = deflateSync(typeof content === 'string' ? Buffer.from(content, 'latin1') : content, {
		level: 9,
	});
	return joined(`<< ${names} /Filter /FlateDecode /Length ${data.length} >>\nstream\n`, data, '\nendstream');
}
