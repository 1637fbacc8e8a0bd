import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipOf, type ZipPart } from '#server/http/zip-stream.ts';

async function* piecesOf(...texts: string[]) {
	for (const text of texts) yield new TextEncoder().encode(text);
}
const part = (name: string, isPacked: boolean, ...texts: string[]): ZipPart => ({
	name,
	isPacked,
	open: async () => piecesOf(...texts),
});
async function read(parts: ZipPart[]): Promise<Record<string, string>> {
	const bytes = Buffer.concat(await Array.fromAsync(zipOf(parts)));
	return Object.fromEntries(
		Object.entries(unzipSync(bytes)).map(([name, found]) => [name, strFromU8(found)]),
	);
}

it('holds each part whole, packed or not', async () => {
	const found = await read([part('a.json', false, '{"名":', '"甲"}'), part('files/b.jpg', true, 'xx', 'yy')]);
	expect(found).toEqual({ 'a.json': '{"名":"甲"}', 'files/b.jpg': 'xxyy' });
});

it('leaves out a file whose bytes are gone', async () => {
	const gone: ZipPart = { name: 'gone', isPacked: true, open: async () => null };
	expect(await read([gone, part('here', true, 'x')])).toEqual({ here: 'x' });
});

it('opens a part only when the one before has gone out', async () => {
	const opened: string[] = [];
	const noting = (name: string): ZipPart => ({
		name,
		isPacked: true,
		open: async () => {
			opened.push(name);
			return piecesOf('x');
		},
	});
	const pieces = zipOf([noting('one'), noting('two')]);
	await pieces.next();
	expect(opened).toEqual(['one']);
	await Array.fromAsync(pieces);
	expect(opened).toEqual(['one', 'two']);
});

it('an error while reading ends it', async () => {
	const broken: ZipPart = {
		name: 'broken',
		isPacked: true,
		async open() {
			throw new Error('the disk is gone');
		},
	};
	await expect(Array.fromAsync(zipOf([broken]))).rejects.toThrow('the disk is gone');
});
