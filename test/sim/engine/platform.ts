/*
 * The platform under a run: what Node offers is replaced, so that nothing happens that the seed does not decide.
 *
 *   structuredClone           the same copies, made faster
 *   setImmediate, setTimeout  become tasks and timers of the run's queue (fake-indexeddb and Dexie use them)
 *   crypto.subtle             the same algorithms, computed at once: the thread pool's order is nobody's to decide
 *   Date.now, Math.random, fetch, getRandomValues   traps: code of the product that reaches for them fails the run
 */
import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createHmac,
	createSecretKey,
	KeyObject,
} from 'node:crypto';
import { cloneOf } from './clone.ts';
import { MemoryBlob } from './memory-blob.ts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';

const real = {
	setImmediate: globalThis.setImmediate,
	dateNow: Date.now.bind(Date),
	random: Math.random.bind(Math),
	fetch: globalThis.fetch,
	Blob: globalThis.Blob,
	structuredClone: globalThis.structuredClone,
	getRandomValues: crypto.getRandomValues.bind(crypto),
	randomUUID: crypto.randomUUID.bind(crypto),
};

type Uuid = ReturnType<typeof crypto.randomUUID>;
const uuidOf = (rng: Rng) =>
	Buffer.from(rng.bytes(16))
		.toString('hex')
		.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as Uuid;

interface Run {
	scheduler: Scheduler;
	rng: Rng;
	onTrap(what: string, stack: string): void;
}

let run: Run | null = null;

/** What decides, stores and syncs. The HTTP edge, the transport and the runner of jobs are given the platform's own. */
const engineCode = /\/(src\/lib\/(sync|device|shared)|server\/(usecase|store|router))\//;
const systemSources = /\/shared\/std\/clock\.ts/;

/** Of so many calls one is looked at: whoever reaches for it does so again and again. */
const lookAtOneIn = 8;
let reached = 0;

/** Who called the trap. As places and not as text: to write out a stack costs more than to take it. */
function callers(): NodeJS.CallSite[] {
	const { stackTraceLimit, prepareStackTrace } = Error;
	Error.stackTraceLimit = 4;
	Error.prepareStackTrace = (_, sites) => sites;
	const sites = new Error().stack as unknown as NodeJS.CallSite[];
	Object.assign(Error, { stackTraceLimit, prepareStackTrace });
	return sites.slice(2);
}

/** Only the engine's own reach is caught: a library may look at the clock, and nothing that counts hangs on it. */
function trapped<T extends (...args: never[]) => unknown>(what: string, instead: T): T {
	return ((...args: never[]) => {
		if (run && reached++ % lookAtOneIn === 0) {
			const caller = callers().find((site) => !systemSources.test(site.getFileName() ?? ''));
			if (engineCode.test(caller?.getFileName() ?? '')) run.onTrap(what, String(caller));
		}
		return instead(...args);
	}) as T;
}

const bytesOf = (data: BufferSource): Uint8Array =>
	data instanceof ArrayBuffer
		? new Uint8Array(data)
		: new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const bufferOf = (...parts: Uint8Array[]): ArrayBuffer => new Uint8Array(Buffer.concat(parts)).buffer;

interface GcmParams {
	iv: BufferSource;
	additionalData: BufferSource;
}

const keyOf = (bytes: Uint8Array, name: string, usages: KeyUsage[]) =>
	createSecretKey(bytes).toCryptoKey(name === 'HMAC' ? { name, hash: 'SHA-256' } : name, false, usages);

const nameOf = (algorithm: unknown) =>
	typeof algorithm === 'string' ? algorithm : (algorithm as { name: string }).name;

/** Web Crypto works elsewhere and answers when it is done: now and then others come first. */
async function answered<T>(value: T): Promise<T> {
	if (run && !run.scheduler.isOutside && run.rng.chance(0.1)) await run.scheduler.turn();
	return value;
}

/** The algorithms that the product uses, each with the platform's own result. */
const subtle = {
	digest: async (_: unknown, data: BufferSource) =>
		bufferOf(createHash('sha256').update(bytesOf(data)).digest()),
	importKey: async (_: 'raw', data: BufferSource, algorithm: unknown, __: boolean, usages: KeyUsage[]) =>
		keyOf(bytesOf(data), nameOf(algorithm), usages),
	generateKey: async (_: unknown, __: boolean, usages: KeyUsage[]) =>
		keyOf(run!.rng.bytes(32), 'AES-GCM', usages),
	sign: async (_: unknown, key: CryptoKey, data: BufferSource) =>
		bufferOf(createHmac('sha256', KeyObject.from(key)).update(bytesOf(data)).digest()),
	// Not stretched: hundreds of thousands of rounds guard from guessing, and nobody guesses here.
	deriveKey: async (
		{ salt, iterations }: { salt: BufferSource; iterations: number },
		secret: CryptoKey,
		{ name }: { name: string },
		_: boolean,
		usages: KeyUsage[],
	) => {
		const stretched = createHash('sha256').update(KeyObject.from(secret).export()).update(bytesOf(salt));
		return keyOf(stretched.update(String(iterations)).digest(), name, usages);
	},
	async encrypt({ iv, additionalData }: GcmParams, key: CryptoKey, data: BufferSource) {
		const cipher = createCipheriv('aes-256-gcm', KeyObject.from(key), bytesOf(iv));
		cipher.setAAD(bytesOf(additionalData));
		return answered(bufferOf(cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()));
	},
	async decrypt({ iv, additionalData }: GcmParams, key: CryptoKey, data: BufferSource) {
		const bytes = bytesOf(data);
		const decipher = createDecipheriv('aes-256-gcm', KeyObject.from(key), bytesOf(iv));
		decipher.setAAD(bytesOf(additionalData));
		decipher.setAuthTag(bytes.subarray(bytes.length - 16));
		return answered(bufferOf(decipher.update(bytes.subarray(0, bytes.length - 16)), decipher.final()));
	},
};

/** What Node's `setTimeout` gives back, as far as it is used: called, it is cancelled. */
function timerOf(scheduler: Scheduler, callback: () => void, delayMs: number): () => void {
	let cancel = scheduler.after(delayMs, callback);
	const refresh = () => {
		cancel();
		cancel = scheduler.after(delayMs, callback);
	};
	return Object.assign(() => cancel(), { refresh });
}

/** Whoever waits for what is settled to run on. */
let settling: (() => void) | null = null;
/** So many turns of Node's are asked for at once: between two of them promises run on, and only behind the last Node asks the system. */
const turnsAtOnce = 200;
let turnsLeft = 0;

function takeTurn(): void {
	turnsLeft -= 1;
	const goOn = settling;
	settling = null;
	goOn?.();
}

// Dexie would tell the other databases of this process through the one, outside of the queue: it looks for it when it is
// loaded, so this comes before it. The other is a thread's work, and bodies go out plain where it is missing.
Object.assign(globalThis, { BroadcastChannel: undefined, CompressionStream: undefined });

let isInstalled = false;

function install(): void {
	if (isInstalled) return;
	isInstalled = true;
	Object.assign(globalThis, {
		setImmediate: (callback: (...args: unknown[]) => void, ...args: unknown[]) =>
			run ? run.scheduler.post(() => callback(...args)) : real.setImmediate(callback, ...args),
		fetch: trapped('fetch', real.fetch),
		structuredClone: (value: unknown, options?: StructuredSerializeOptions) =>
			run && !options ? cloneOf(real.structuredClone, value) : real.structuredClone(value, options),
	});
	const setTimeoutOfNode = globalThis.setTimeout;
	const clearTimeoutOfNode = globalThis.clearTimeout;
	Object.assign(globalThis, {
		setTimeout: trapped('setTimeout', ((callback: () => void, delayMs = 0) =>
			run ? timerOf(run.scheduler, callback, delayMs) : setTimeoutOfNode(callback, delayMs)) as never),
		clearTimeout: (timer: unknown) =>
			typeof timer === 'function' ? timer() : clearTimeoutOfNode(timer as NodeJS.Timeout),
	});
	Date.now = trapped('Date.now', () => (run ? run.scheduler.nowMs : real.dateNow()));
	Math.random = trapped('Math.random', () => (run ? run.rng.fraction() : real.random()));
	crypto.getRandomValues = trapped('crypto.getRandomValues', ((array: Uint8Array<ArrayBuffer>) => {
		if (!run) return real.getRandomValues(array);
		array.set(run.rng.bytes(array.length));
		return array;
	}) as never);
	crypto.randomUUID = () => (run ? uuidOf(run.rng) : real.randomUUID());
	Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
}

export const platform = {
	/** From now on the process belongs to a run; null gives Node's own back. */
	enter(entered: Run | null): void {
		install();
		reached = 0;
		run = entered;
		Object.assign(globalThis, { Blob: entered ? MemoryBlob : real.Blob });
	},
	/** Resolves when every promise that was settled has run on. */
	settle: () =>
		new Promise<void>((resolve) => {
			settling = resolve;
			if (turnsLeft > 0) return;
			turnsLeft = turnsAtOnce;
			for (let i = 0; i < turnsAtOnce; i++) real.setImmediate(takeTurn);
		}),
	/** Resolves when the system has been asked what else is done. */
	breathe: () => new Promise<void>((resolve) => void real.setImmediate(resolve)),
	/** Real time, for what is printed alone. */
	realNowMs: real.dateNow,
};
