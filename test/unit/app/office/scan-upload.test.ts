import { describe, expect, it } from 'vitest';
import type { OutcomePort } from '#lib/app/office/outcome-ports.ts';
import { ScanUpload } from '#lib/app/office/scan-upload.svelte.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

interface Sending {
	hash: string;
	onPart: (part: number) => void;
	mayGoOn: () => boolean;
	answer: (result: Result<null, Refusal>) => void;
}

/** A server that answers when the test says so. */
function aServer() {
	const sent: Sending[] = [];
	const port = {
		makeScan: async (file: Blob) => {
			const name = await file.text();
			return name === 'heic' ? err('document.heic' as const) : ok({ hash: name, file });
		},
		sendScan: ({ hash }, steps) =>
			new Promise((answer) => {
				sent.push({ hash, ...steps, answer });
			}),
	} as Partial<OutcomePort> as OutcomePort;
	return { sent, upload: new ScanUpload(async () => port) };
}

const aFile = (name: string) => new File([name], name);
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('a scan on its way', () => {
	it('is the word’s own only when all of it is there', async () => {
		const { sent, upload } = aServer();
		void upload.choose(aFile('a'));
		expect(upload.state).toEqual({ kind: 'making' });
		await settled();
		sent[0]!.onPart(0.5);
		expect(upload.state).toEqual({ kind: 'sending', part: 0.5 });
		expect([upload.hash, upload.isOpen]).toEqual([null, true]);
		sent[0]!.answer(ok(null));
		await settled();
		expect([upload.hash, upload.isOpen]).toEqual(['a', false]);
	});

	it('that is cut keeps what was chosen, and goes again when it is asked to', async () => {
		const { sent, upload } = aServer();
		void upload.choose(aFile('a'));
		await settled();
		sent[0]!.answer(err({ code: 'network.offline' }));
		await settled();
		expect(upload.state).toEqual({ kind: 'cut', code: 'network.offline' });
		expect(upload.isOpen).toBe(true);
		void upload.retry();
		await settled();
		expect(sent[1]!.hash).toBe('a');
		sent[1]!.answer(ok(null));
		await settled();
		expect(upload.hash).toBe('a');
	});

	it('says of a file that it is not taken, here or by the server, and of one that was damaged that it may go again', async () => {
		const { sent, upload } = aServer();
		await upload.choose(aFile('heic'));
		expect(upload.state).toEqual({ kind: 'refused', code: 'document.heic' });
		expect(sent).toEqual([]);
		for (const [code, kind] of [
			['document.active', 'refused'],
			['document.hash-differs', 'cut'],
		] as const) {
			void upload.choose(aFile(code));
			await settled();
			sent.at(-1)!.answer(err({ code }));
			await settled();
			expect(upload.state).toEqual({ kind, code });
		}
	});

	it('hears nothing more of what was taken away or chosen anew, whose sending is given up', async () => {
		const { sent, upload } = aServer();
		void upload.choose(aFile('a'));
		await settled();
		void upload.choose(aFile('b'));
		await settled();
		expect(sent.map(({ mayGoOn }) => mayGoOn())).toEqual([false, true]);
		sent[0]!.onPart(0.9);
		sent[0]!.answer(ok(null));
		await settled();
		expect(upload.state).toEqual({ kind: 'sending', part: 0 });
		upload.drop();
		expect(sent[1]!.mayGoOn()).toBe(false);
		sent[1]!.answer(ok(null));
		await settled();
		expect(upload.state).toEqual({ kind: 'none' });
		expect(upload.hash).toBeNull();
	});
});
