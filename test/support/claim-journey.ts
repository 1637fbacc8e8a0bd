/** Claims through the real screens: photos as a camera makes them, papers, uploads. */
import { crc32, deflateSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';

export interface PickedFile {
	name: string;
	mimeType: string;
	buffer: Buffer;
}

const chunk = (type: string, data: Buffer) => {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const size = Buffer.alloc(4);
	size.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([size, body, sum]);
};

/** A picture of noise, which no photo can be smaller than, with the words of a camera beside it. */
export function aPicture(name: string, { width = 900, height = 700, words = '' } = {}): PickedFile {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), randomBytes(width * 3)]));
	const buffer = Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', head),
		chunk('tEXt', Buffer.from(`Comment\0${words}`)),
		chunk('eXIf', Buffer.from(`MM\0*\0\0\0\x08${words}`)),
		chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 0 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
	return { name, mimeType: 'image/png', buffer };
}

/** Puts files into the paper with this key, as the picker would. */
export async function addTo(page: Page, paper: string, ...files: PickedFile[]): Promise<void> {
	await page.locator(`input[data-paper="${paper}"]`).setInputFiles(files);
}

/** From the list to a new claim of this kind; its id. */
export async function newClaim(page: Page, url: string, kind: string): Promise<string> {
	await page.goto(`${url}/claims/new`);
	await page.getByRole('button', { name: kind }).click();
	await page.getByRole('heading', { name: kind, level: 1 }).waitFor();
	return new URL(page.url()).pathname.split('/').at(-1)!;
}

export const accidentPapers = [
	'social-security-card',
	'outpatient-receipt',
	'outpatient-record-book',
	'outpatient-cost-list',
	'bank-card',
	'school-statement',
] as const;
