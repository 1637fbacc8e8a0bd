/*
 * A PDF is not opened here: its bytes are searched, and everything in it that is packed is unpacked piece by piece and
 * searched too. So what a reader would find in an object stream is found, and nothing of it is ever whole in memory.
 */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { inflate } from './inflate.ts';
import { maxPdfBytes, maxPdfPages, maxPdfStreams } from './limits.ts';

const delimiter = '(?=[\\s\\[\\]<>(){}/%]|$)';
/** A name may be written with `#` and two digits for any sign (PDF 32000-1, 7.3.5). */
const spelt = (name: string) =>
	[...name]
		.map((sign) => {
			const code = sign.charCodeAt(0).toString(16);
			return `(?:${sign}|#${[...code].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('')})`;
		})
		.join('');
const oneOf = (names: readonly string[]) => new RegExp(`/(?:${names.map(spelt).join('|')})${delimiter}`);

/**
 * What does something by itself: scripts, programs, forms that send. A file within is none of it: electronic bills carry
 * their own data so, and nothing opens it.
 */
const active = oneOf(['JavaScript', 'Launch', 'RichMedia', 'SubmitForm', 'ImportData', 'GoToE']);
/** Short enough to stand in a picture's bytes by chance: not looked for there. */
const activeShort = oneOf(['XFA']);
const encrypted = oneOf(['Encrypt']);
const page = new RegExp(`/${spelt('Type')}\\s*/${spelt('Page')}${delimiter}`, 'g');
/** A tree of pages that says how many it has, and an outline of a thousand lines is no bill. */
const counts = /\/Count\s+(\d{1,10})/g;
const maxCount = 1_000;
const objectStream = oneOf(['ObjStm']);
const picture = oneOf(['Image']);
/** Packings under which an object stream could be hidden from this search; only pictures of old programs use them. */
const hidingFilter = oneOf(['LZWDecode', 'ASCII85Decode', 'ASCIIHexDecode', 'RunLengthDecode', 'Crypt']);

/** So much of one piece is searched again with the next: longer than what is looked for. */
const overlap = 120;

class Found {
	pages = 0;
	refusal: ErrorCode | null = null;

	look(text: string, { isPicture = false } = {}): void {
		if (active.test(text) || (!isPicture && activeShort.test(text))) this.refusal ??= 'document.active';
		if (isPicture) return;
		if (encrypted.test(text)) this.refusal ??= 'document.encrypted';
		this.pages += text.match(page)?.length ?? 0;
		const said = [...text.matchAll(counts)].some(([, count]) => Number(count) > maxCount);
		if (said || this.pages > maxPdfPages) this.refusal ??= 'document.too-many-pages';
	}
}

/** Why a PDF is not taken; null: it is. Bounded in time by what it may unpack to, in memory by its own size. */
export async function inspectPdf(bytes: Buffer): Promise<ErrorCode | null> {
	const text = bytes.toString('latin1');
	const found = new Found();
	found.look(text);
	let left = maxPdfBytes;
	let streams = 0;
	for (const { index, 0: word } of text.matchAll(/(?<!end)stream\r?\n/g)) {
		if (found.refusal) return found.refusal;
		if (++streams > maxPdfStreams) return 'document.unreadable';
		const head = headBefore(text, index);
		if (objectStream.test(head) && hidingFilter.test(head)) return 'document.unreadable';
		const from = index + word.length;
		if (!isZlib(bytes, from)) continue;
		const isPicture = picture.test(head) && !objectStream.test(head);
		let last = '';
		const { end, bytes: size } = await inflate([bytes.subarray(from)], left, (piece) => {
			const seen = piece.toString('latin1');
			found.look(last + seen, { isPicture });
			// A page at the seam is counted once: what is kept of the last piece begins behind its last name.
			last = seen.slice(Math.max(seen.length - overlap, seen.lastIndexOf('/')));
		});
		if (end === 'over') return 'document.unpacks-too-large';
		left -= size;
	}
	if (found.refusal) return found.refusal;
	return found.pages > 0 && text.includes('startxref') ? null : 'document.unreadable';
}

/** The dictionary before a stream: at most 4 kB of it, from its object's beginning. */
function headBefore(text: string, at: number): string {
	const near = text.slice(Math.max(0, at - 4_096), at);
	return near.slice(near.lastIndexOf(' obj') + 1);
}

/** RFC 1950: deflate, and a check of the two first bytes. */
function isZlib(bytes: Buffer, at: number): boolean {
	const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
	return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}
