/*
 * What the engine and the uploader have in common: one run at a time, asked for again while it runs, ended well or by a
 * refusal, and then a wait that is bounded. Every way out of a run but two leaves a timer: `idle` has nothing to do, and
 * `signed-out` waits for the person.
 */
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { waitMs } from './back-off.ts';
import type { RunnerPorts } from './ports.ts';
import { verdictOf, type WaitingPhase } from './verdict.ts';

/**
 * Why to run. `work`: an entry was written; waits out a back-off. `signal`: online, focus, a poke, a poll;
 * tries at once unless the server asked to wait. `person`: 立即同步; always tries.
 */
export type Reason = 'work' | 'signal' | 'person';

/** `Busy`: what the machine calls its run, and its own ways of resting. */
export interface RunnerStatus<Busy extends string> {
	phase: Busy | 'idle' | 'signed-out' | WaitingPhase;
	nextTryAtMs: number | null;
}

/** How a run ended; `rests`: until somebody asks, and no failure. */
export type Ending<Busy extends string> = 'done' | { rests: Busy } | Refusal;

interface RunnerParts<Busy extends string> {
	ports: RunnerPorts;
	/** The phase of a run. */
	busy: Busy;
	/** Called under the lock. May reject: a RefusalError ends the run with its refusal, everything else is a bug. */
	run(): Promise<Ending<Busy>>;
	/** Told of each change. */
	show(status: RunnerStatus<Busy>): void;
}

export class Runner<Busy extends string> {
	readonly #parts: RunnerParts<Busy>;
	#phase: RunnerStatus<Busy>['phase'] = 'idle';
	#running: Promise<void> | null = null;
	#isAskedAgain = false;
	/** Who presses the button is not told what the browser thinks of the network, but what comes of a try. */
	#isPersonWaiting = false;
	#isStopped = false;
	#cancelTimer: (() => void) | null = null;
	#holdUntilMs = 0;
	#failures = 0;

	constructor(parts: RunnerParts<Busy>) {
		this.#parts = parts;
	}

	get isStopped(): boolean {
		return this.#isStopped;
	}

	/** Resolves when the run that answers this ask has ended, well or not. Never rejects. */
	ask(reason: Reason): Promise<void> {
		if (this.#isStopped || !this.#mayRun(reason)) return Promise.resolve();
		if (this.#running) {
			this.#isAskedAgain = true;
			this.#isPersonWaiting ||= reason === 'person';
			return this.#running;
		}
		this.#clearTimer();
		this.#running = this.#run(reason).finally(() => {
			this.#running = null;
			// Asked after the last look for work, but before the run was over.
			if (this.#isAskedAgain && this.#phase === 'idle') void this.ask('signal');
		});
		return this.#running;
	}

	/** Whether somebody asked since the last call: for a run, before it looks for work once more. */
	takeAsk(): boolean {
		const isAsked = this.#isAskedAgain;
		this.#isAskedAgain = false;
		return isAsked;
	}

	/** The run brought something further: what fails next is a first failure. */
	progressed(): void {
		this.#failures = 0;
	}

	/** No run starts after this; resolves when the one under way has ended. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#clearTimer();
		await this.#running;
		this.#clearTimer();
	}

	#mayRun(reason: Reason): boolean {
		if (reason === 'person') return true;
		if (reason === 'signal') return this.#parts.ports.clock.nowMs() >= this.#holdUntilMs;
		return this.#cancelTimer === null && this.#phase !== 'signed-out';
	}

	async #run(reason: Reason): Promise<void> {
		const { ports, busy, run } = this.#parts;
		this.#show(busy);
		let ending: Ending<Busy> = 'done';
		try {
			this.#isPersonWaiting = reason === 'person';
			const isOut = !this.#isPersonWaiting && ports.isOut();
			if (isOut && (await isOut) && !this.#isPersonWaiting)
				throw new RefusalError({ code: 'network.offline' });
			await ports.lock.exclusively(async () => {
				this.#isAskedAgain = false;
				ending = await run();
			});
		} catch (error) {
			if (!(error instanceof RefusalError)) ports.onBug(error);
			ending = error instanceof RefusalError ? error.refusal : { code: 'server.bug' };
		}
		this.#end(ending);
	}

	#end(ending: Ending<Busy>): void {
		if (ending === 'done' || 'rests' in ending) {
			this.#failures = 0;
			this.#holdUntilMs = 0;
			return this.#show(ending === 'done' ? 'idle' : ending.rests);
		}
		const verdict = verdictOf(ending);
		if (verdict.kind === 'signed-out') return this.#show('signed-out');
		this.#failures += 1;
		const { clock, random, timer } = this.#parts.ports;
		const { code, retryAfterSeconds } = ending;
		const delayMs = waitMs(this.#failures, random, { retryAfterSeconds, isLine: code === 'network.offline' });
		const nextTryAtMs = clock.nowMs() + delayMs;
		this.#holdUntilMs = retryAfterSeconds ? nextTryAtMs : 0;
		this.#show(verdict.kind === 'wait' ? verdict.phase : 'failing', nextTryAtMs);
		if (this.#isStopped) return;
		this.#cancelTimer = timer.after(delayMs, () => {
			this.#cancelTimer = null;
			this.#holdUntilMs = 0;
			void this.ask('signal');
		});
	}

	#clearTimer(): void {
		this.#cancelTimer?.();
		this.#cancelTimer = null;
	}

	#show(phase: RunnerStatus<Busy>['phase'], nextTryAtMs: number | null = null): void {
		this.#phase = phase;
		this.#parts.show({ phase, nextTryAtMs });
	}
}
