import { expect, test } from 'vitest';
import { ReceivedFiles } from '#lib/app/received/received-files.svelte.ts';
import type { ReceivedStore } from '#lib/device/received-store.ts';
import { maxDocumentBytes } from '#shared/domain/document/limits.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

const jpeg = (size = 20) => new Uint8Array([0xff, 0xd8, 0xff, ...new Array<number>(size).fill(7)]);
const file = (name: string, bytes: Uint8Array<ArrayBuffer>, type = 'image/jpeg') =>
	new File([bytes], name, { type });

function aWorld(files: File[], more: Partial<ReceivedStore> = {}) {
	const added: string[] = [];
	const store: ReceivedStore = {
		add: async ({ name, type, bytes }) => void added.push(`${name} ${type} ${bytes.length}`),
		read: async () => jpeg(),
		remove: async () => undefined,
		watchList: () => () => undefined,
		...more,
	};
	const waiting = [...files];
	const received = new ReceivedFiles(store, { take: async () => waiting.splice(0) });
	return { received, added };
}
const settled = (received: ReceivedFiles) => expect.poll(() => received.isTaking).toBe(false);

test('what waits is taken once, by what its bytes are, not by its name', async () => {
	const { received, added } = aWorld([file('发票.pdf', jpeg(), 'application/pdf')]);
	received.start();
	await settled(received);
	received.start();
	await settled(received);
	expect(added).toEqual(['发票.pdf image/jpeg 23']);
	expect(received.notTaken).toEqual([]);
});

test('what is too large or of another type is refused by name, and the others are taken', async () => {
	const large = Object.defineProperty(file('大.jpg', jpeg()), 'size', { value: maxDocumentBytes + 1 });
	const { received, added } = aWorld([
		large,
		file('表.docx', new Uint8Array([0x50, 0x4b, 3, 4, ...new Array<number>(40).fill(0)])),
		file('好.jpg', jpeg()),
	]);
	received.start();
	await settled(received);
	expect(received.notTaken).toEqual([
		{ name: '大.jpg', code: 'document.too-large' },
		{ name: '表.docx', code: 'document.type-unknown' },
	]);
	expect(added).toEqual(['好.jpg image/jpeg 23']);
});

test('a phone without room says so', async () => {
	const add = async () => {
		throw new RefusalError({ code: 'device.storage-full' });
	};
	const { received } = aWorld([file('好.jpg', jpeg())], { add });
	received.start();
	await settled(received);
	expect(received.notTaken).toEqual([{ name: '好.jpg', code: 'device.storage-full' }]);
});
