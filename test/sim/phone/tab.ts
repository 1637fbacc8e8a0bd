/** One open page: the real device room, the real engine, the real client of the wire. As `lib/boot` joins them. */
// What the product loads when it needs it is here from the beginning: loading takes real time.
import '#lib/device/claim-store.ts';
import '#lib/device/document-store.ts';
import '#lib/device/mend-spoiled.ts';
import '#lib/device/rescue/rescue-store.ts';
import '#lib/device/sync-store.ts';
import '#lib/device/upload-store.ts';
import { openDevice, type Device } from '#lib/device/device.ts';
import { SyncEngine } from '#lib/sync/engine.ts';
import type { Reason } from '#lib/sync/runner.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import { uploadLimits } from '#lib/sync/upload-limits.ts';
import { Uploader } from '#lib/sync/uploader.ts';
import { createClient } from '#lib/transport/client.ts';
import { exchangeWire } from '#lib/transport/exchange-wire.ts';
import { uploadWire } from '#lib/transport/upload-wire.ts';
import type { OwnerId } from '#lib/device/types.ts';
import type { WireRequest } from '../house/office.ts';
import { cookieOf } from '../house/session-cookie.ts';
import type { Phone } from './phone.ts';
import { abortUpgrade, loseConnection, type Door } from './storage.ts';

const gatherMs = 2_500;
/** Photos of a few hundred bytes go up in several pieces, and lie on the disk in several slices. */
const sliceBytes = 90;
const limits = { ...uploadLimits, firstBytes: 120, leastBytes: 60, mostBytes: 400, usedLineBytes: 100 };
/** As where pokes arrive. */
const pollMs = 300_000;
const never = <T>() => new Promise<T>(() => undefined);

export class Tab {
	readonly phone: Phone;
	device!: Device;
	owner: OwnerId = 'device';
	engine: SyncEngine | null = null;
	uploader: Uploader | null = null;
	isDead = false;
	readonly #door: Door;
	#askedToWaitUntilMs = 0;
	#cancelGather: (() => void) | null = null;

	constructor(phone: Phone) {
		this.phone = phone;
		this.#door = {
			isShut: false,
			database: null,
			opening: null,
			faults: () => phone.storageFaults,
			rng: phone.rng,
		};
	}

	async start(): Promise<void> {
		const { phone } = this;
		this.device = phone.storage.through(this.#door, () =>
			openDevice({ clock: phone.clock, random: phone.rng, sliceBytes }),
		);
		this.device.onLost(() => (phone.isTold = true));
		await this.device.open();
		await this.followOwner();
		this.#poll();
	}

	/** One engine for whoever is at the phone, none for the phone itself. */
	async followOwner(): Promise<void> {
		const owner = await this.device.present.owner();
		if (owner === this.owner) return;
		this.owner = owner;
		const old = this.engine;
		this.engine = null;
		void this.uploader?.stop();
		this.uploader = null;
		this.#askedToWaitUntilMs = 0;
		void old?.stop();
		if (owner === 'device') return;
		const store = await this.device.syncStore(owner);
		const uploads = await this.device.uploadStore(owner);
		if (this.owner !== owner || this.isDead) return;
		const { phone } = this;
		this.engine = new SyncEngine({
			store,
			wire: this.#wire(),
			timer: { after: (delayMs, run) => this.#after(delayMs, run) },
			lock: { exclusively: (work) => phone.lock.exclusively(this, work) },
			clock: phone.clock,
			random: phone.rng,
			onMoment: () => undefined,
			onFormer: () => undefined,
			isOut: () => false,
			onBug: (error) => phone.bugs.push(error),
		});
		this.uploader = new Uploader({
			store: uploads,
			wire: uploadWire({ fetch: this.#fetchOfPage }),
			timer: { after: (delayMs, run) => this.#after(delayMs, run) },
			lock: { exclusively: (work) => phone.uploadLock.exclusively(this, work) },
			clock: phone.clock,
			random: phone.rng,
			limits,
			mayUse: () => true,
			onProgress: () => undefined,
			onReleased: () => void this.ask('signal'),
			isOut: () => false,
			onBug: (error) => phone.bugs.push(error),
		});
		void this.ask('signal');
	}

	ask(reason: Reason): Promise<void> {
		// Whoever presses the button need not wait.
		if (reason === 'person') this.#askedToWaitUntilMs = 0;
		// The product's uploader looks whenever a file or a claim is written; here whenever that may have been.
		void this.uploader?.ask(reason);
		const { engine } = this;
		return engine ? engine.ask(reason).then(() => this.uploader?.ask('work')) : Promise.resolve();
	}

	/** Something was written: sync when the typing pauses. */
	gather(): void {
		this.#cancelGather?.();
		this.#cancelGather = this.#after(gatherMs, () => void this.ask('work'));
	}

	kill(): void {
		this.isDead = true;
		this.#door.isShut = true;
		abortUpgrade(this.#door);
		// It may be killed before it has begun.
		this.device?.close();
	}

	/** The phone's clock was set: what it waits for is another time now. */
	clockMoved(): void {
		this.#askedToWaitUntilMs = 0;
	}

	loseConnection(): void {
		loseConnection(this.#door);
	}

	#poll(): void {
		this.#after(pollMs, () => {
			void this.ask('signal');
			this.#poll();
		});
	}

	/** A timer of this page: it goes with it. */
	#after(delayMs: number, run: () => void): () => void {
		const { scheduler, process } = this.phone;
		return scheduler.after(delayMs, () => (this.isDead ? undefined : run()), process);
	}

	#wire(): ExchangePort {
		const wire = exchangeWire(createClient({ url: '/api/trpc', fetch: this.#fetchOfPage }));
		const { phone } = this;
		return {
			exchange: async (request) => {
				phone.called();
				const isTooSoon = phone.scheduler.nowMs < this.#askedToWaitUntilMs;
				if (isTooSoon)
					phone.onBroken(17, `${phone.name} called before the time that the server asked to wait`);
				const sent = phone.version === null ? request : { ...request, version: phone.version };
				const answer = await wire.exchange(sent);
				if (answer.ok && phone.version !== null) phone.olderCursors.add(answer.value.cursor);
				const waitSeconds = answer.ok ? 0 : (answer.error.retryAfterSeconds ?? 0);
				this.#askedToWaitUntilMs = waitSeconds > 0 ? phone.scheduler.nowMs + waitSeconds * 1000 : 0;
				return answer;
			},
		};
	}

	readonly #fetchOfPage = (async (url: unknown, init: RequestInit = {}) =>
		this.#fetch(String(url), init)) as typeof fetch;

	async #fetch(url: string, init: RequestInit): Promise<Response> {
		const { phone } = this;
		const headers = Object.fromEntries(new Headers(init.headers));
		if (phone.token !== null) headers.cookie = cookieOf(phone.token);
		const request: WireRequest = {
			method: init.method ?? 'GET',
			path: url,
			headers,
			body: typeof init.body === 'string' || init.body instanceof Uint8Array ? init.body : null,
		};
		const answer = phone.network.fetch(request, init.signal ?? null);
		const response = await phone.scheduler.rejoin(answer, phone.process);
		return this.isDead ? never<Response>() : response;
	}
}
