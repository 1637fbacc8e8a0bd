/*
 * The uploader: a second small machine beside the engine, as bounded and as free of the world.
 *
 *            ask                        nothing left
 *   idle ───────────▶ sending ──────────────────────────▶ idle
 *                     │  ▲ └─ `lanes` files at a time: pick → ask how far → send a piece → … → stored
 *      refused, lost  │  │ timer · online · focus · the person
 *                     ▼  │
 *        offline | captive | failing | full | lost ── waits 2 s … 5 min, jittered; nothing is dropped
 *        paused ── until the network, or the person's wish, is another
 *        signed-out
 *
 * Why a repeat is harmless: each piece says where it begins, and the server takes it only there. A line that is cut
 * is taken up again at once, from where the server says that it came, as long as each try brings it further.
 */
import { RefusalError, type Refusal } from '#shared/errors/error-codes.ts';
import { waitMs } from './back-off.ts';
import type { Reason } from './engine.ts';
import { sendFile } from './send-file.ts';
import type { UploadFile, UploadPorts } from './upload-ports.ts';
import { uploadLimits } from './upload-limits.ts';
import { verdictOf, type WaitingPhase } from './verdict.ts';

export interface UploaderStatus {
	phase: 'idle' | 'sending' | 'paused' | 'signed-out' | WaitingPhase;
	nextTryAtMs: number | null;
	/** Hashes of the files under way. */
	underWay: string[];
}

export class Uploader {
	readonly #ports: UploadPorts;
	readonly #underWay = new Set<string>();
	#status: UploaderStatus = { phase: 'idle', nextTryAtMs: null, underWay: [] };
	#listeners = new Set<(status: UploaderStatus) => void>();
	#running: Promise<void> | null = null;
	#picking: Promise<unknown> = Promise.resolve();
	#isAskedAgain = false;
	#isStopped = false;
	#cancelTimer: (() => void) | null = null;
	#holdUntilMs = 0;
	#failures = 0;
	/** Why the lanes of this run end. */
	#ending: Refusal | 'paused' | null = null;

	constructor(ports: UploadPorts) {
		this.#ports = ports;
	}

	get status(): UploaderStatus {
		return this.#status;
	}

	/** Calls at every change of status. Returns how to stop. */
	onStatus(listener: (status: UploaderStatus) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Resolves when the run that answers this ask has ended, well or not. Never rejects. Reasons as the engine's. */
	ask(reason: Reason): Promise<void> {
		if (this.#isStopped || !this.#mayRun(reason)) return Promise.resolve();
		if (this.#running) {
			this.#isAskedAgain = true;
			return this.#running;
		}
		this.#clearTimer();
		this.#running = this.#run().finally(() => {
			this.#running = null;
			if (this.#isAskedAgain && this.#status.phase === 'idle') void this.ask('signal');
		});
		return this.#running;
	}

	/** No piece is sent after this; resolves when those under way have ended. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#clearTimer();
		await this.#running;
		this.#clearTimer();
	}

	#mayRun(reason: Reason): boolean {
		if (reason === 'person') return true;
		if (reason === 'signal') return this.#ports.clock.nowMs() >= this.#holdUntilMs;
		return this.#cancelTimer === null && this.#status.phase !== 'signed-out';
	}

	async #run(): Promise<void> {
		this.#ending = null;
		try {
			await this.#ports.lock.exclusively(async () => {
				this.#isAskedAgain = false;
				this.#set('sending');
				await this.#release();
				await Promise.all(Array.from({ length: uploadLimits.lanes }, () => this.#lane()));
			});
		} catch (error) {
			this.#endWith(error);
		}
		this.#end();
	}

	/** One file after the other, until none is left or something ends the run. A lane that ends lets the others end. */
	async #lane(): Promise<void> {
		try {
			while (!this.#isStopped && this.#ending === null) {
				const file = await this.#pick();
				if (!file) return;
				try {
					await this.#send(file);
				} finally {
					this.#underWay.delete(file.hash);
					this.#set(this.#status.phase);
				}
			}
		} catch (error) {
			this.#endWith(error);
		}
	}

	/** One lane picks at a time: two would pick the same. */
	#pick(): Promise<UploadFile | null> {
		const picked = this.#picking.then(async () => {
			const file = await this.#ports.store.next(this.#underWay);
			if (file) {
				this.#underWay.add(file.hash);
				this.#set('sending');
			}
			return file;
		});
		this.#picking = picked.catch(() => undefined);
		return picked;
	}

	async #send(file: UploadFile): Promise<void> {
		const { store } = this.#ports;
		const outcome = await sendFile(this.#ports, file, {
			mayGoOn: () => !this.#isStopped && this.#ending === null,
			onProgress: (sentBytes) => {
				this.#failures = 0;
				this.#ports.onProgress(file.hash, sentBytes);
			},
		});
		switch (outcome.kind) {
			case 'stored':
				this.#failures = 0;
				await store.stored(file.hash);
				return this.#release();
			case 'refused':
				return store.refused(file.hash, outcome.code);
			case 'paused':
				this.#ending ??= 'paused';
				return;
			case 'wait':
				this.#ending ??= outcome.refusal;
				return;
			case 'stopped':
		}
	}

	async #release(): Promise<void> {
		if ((await this.#ports.store.release()) > 0) this.#ports.onReleased();
	}

	#endWith(error: unknown): void {
		if (!(error instanceof RefusalError)) this.#ports.onBug(error);
		this.#ending ??= error instanceof RefusalError ? error.refusal : { code: 'server.bug' };
	}

	#end(): void {
		const ending = this.#ending;
		if (ending === null) return this.#set('idle');
		if (ending === 'paused') return this.#set('paused');
		const verdict = verdictOf(ending);
		if (verdict.kind === 'signed-out') return this.#set('signed-out');
		this.#failures += 1;
		const { clock, random, timer } = this.#ports;
		const { code, retryAfterSeconds } = ending;
		const delayMs = waitMs(this.#failures, random, { retryAfterSeconds, isLine: code === 'network.offline' });
		const nextTryAtMs = clock.nowMs() + delayMs;
		this.#holdUntilMs = retryAfterSeconds ? nextTryAtMs : 0;
		if (!this.#isStopped) {
			this.#cancelTimer = timer.after(delayMs, () => {
				this.#cancelTimer = null;
				void this.ask('work');
			});
		}
		this.#set(verdict.kind === 'wait' ? verdict.phase : 'failing', nextTryAtMs);
	}

	#clearTimer(): void {
		this.#cancelTimer?.();
		this.#cancelTimer = null;
	}

	#set(phase: UploaderStatus['phase'], nextTryAtMs: number | null = null): void {
		this.#status = { phase, nextTryAtMs, underWay: [...this.#underWay] };
		for (const listener of this.#listeners) listener(this.#status);
	}
}
