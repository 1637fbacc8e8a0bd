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
import { RefusalError } from '#shared/errors/refusal.ts';
import { Runner, type Ending, type Reason, type RunnerStatus } from './runner.ts';
import { sendFile } from './send-file.ts';
import type { UploadFile, UploadPorts } from './upload-ports.ts';
import { uploadLimits } from './upload-limits.ts';

type Busy = 'sending' | 'paused';

export interface UploaderStatus extends RunnerStatus<Busy> {
	/** Hashes of the files under way. */
	underWay: string[];
}

export class Uploader {
	readonly #ports: UploadPorts;
	readonly #runner: Runner<Busy>;
	readonly #underWay = new Set<string>();
	#status: UploaderStatus = { phase: 'idle', nextTryAtMs: null, underWay: [] };
	#listeners = new Set<(status: UploaderStatus) => void>();
	#picking: Promise<unknown> = Promise.resolve();
	/** Why the lanes of this run end. */
	#ending: Ending<Busy> | null = null;

	constructor(ports: UploadPorts) {
		this.#ports = ports;
		this.#runner = new Runner({
			ports,
			busy: 'sending',
			run: () => this.#run(),
			show: (status) => this.#set(status),
		});
	}

	get status(): UploaderStatus {
		return this.#status;
	}

	/** Calls at every change of status. Returns how to stop. */
	onStatus(listener: (status: UploaderStatus) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Resolves when the run that answers this ask has ended, well or not. Never rejects. */
	ask(reason: Reason): Promise<void> {
		return this.#runner.ask(reason);
	}

	/** No piece is sent after this; resolves when those under way have ended. */
	stop(): Promise<void> {
		return this.#runner.stop();
	}

	async #run(): Promise<Ending<Busy>> {
		this.#ending = null;
		await this.#release();
		await Promise.all(Array.from({ length: uploadLimits.lanes }, () => this.#lane()));
		return this.#ending ?? 'done';
	}

	/** One file after the other, until none is left or something ends the run. A lane that ends lets the others end. */
	async #lane(): Promise<void> {
		try {
			while (!this.#runner.isStopped && this.#ending === null) {
				const file = await this.#pick();
				if (!file) return;
				try {
					await this.#send(file);
				} finally {
					this.#underWay.delete(file.hash);
					this.#set(this.#status);
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
				this.#set(this.#status);
			}
			return file;
		});
		this.#picking = picked.catch(() => undefined);
		return picked;
	}

	async #send(file: UploadFile): Promise<void> {
		const { store } = this.#ports;
		const outcome = await sendFile(this.#ports, file, {
			mayGoOn: () => !this.#runner.isStopped && this.#ending === null,
			onProgress: (sentBytes) => {
				this.#runner.progressed();
				this.#ports.onProgress(file.hash, sentBytes);
			},
		});
		switch (outcome.kind) {
			case 'stored':
				this.#runner.progressed();
				await store.stored(file.hash);
				return this.#release();
			case 'refused':
				return store.refused(file.hash, outcome.code);
			case 'paused':
				this.#ending ??= { rests: 'paused' };
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

	#set({ phase, nextTryAtMs }: RunnerStatus<Busy>): void {
		this.#status = { phase, nextTryAtMs, underWay: [...this.#underWay] };
		for (const listener of this.#listeners) listener(this.#status);
	}
}
