/** From a passphrase to the key that wraps a vault's: argon2id, slow and hungry on purpose. */
import { typedPassphrase } from '#shared/domain/drive/passphrase.ts';
import { utf8 } from '#shared/std/bytes.ts';
import type { ArgonInput, PassphraseCost } from './argon.ts';

/** RFC 9106, second recommended option, on one lane. About a second on a small phone. */
export const passphraseCost: PassphraseCost = { name: 'argon2id', memoryKiB: 64 * 1024, passes: 3 };

export async function keyFromPassphrase(
	passphrase: string,
	salt: ArrayBuffer,
	cost: PassphraseCost,
): Promise<CryptoKey> {
	const input = { password: utf8(typedPassphrase(passphrase)), salt, cost };
	const bytes = await (typeof Worker === 'undefined' ? here(input) : inWorker(input));
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

const here = async (input: ArgonInput) => (await import('./argon.ts')).argon(input);

/** Beside the page, which stays quick meanwhile; and the page's own policy lets no WebAssembly run, a worker's does. */
function inWorker(input: ArgonInput): Promise<Uint8Array<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./argon.worker.ts', import.meta.url), { type: 'module' });
		const end = (bytes: Uint8Array<ArrayBuffer> | null) => {
			worker.terminate();
			if (bytes) resolve(bytes);
			else reject(new Error('argon2id does not run in this browser'));
		};
		worker.addEventListener('message', (event: MessageEvent<Uint8Array<ArrayBuffer> | null>) =>
			end(event.data),
		);
		worker.addEventListener('error', () => end(null));
		worker.postMessage(input);
	});
}
