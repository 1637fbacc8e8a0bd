/*
 * The one queue through which everything that waits goes: tasks that are ready, and timers in virtual time.
 *
 * A task belongs to a process (a tab, a request on the server, the world itself). While it runs, and while the
 * promises that it settled run on, its process is the current one, and what they post belongs to it too. Tasks of
 * one process keep their order, as the browser's and Node's queues do; which process goes next is drawn. A killed
 * process runs nothing more: whatever it awaited stays awaited.
 */
import { platform } from './platform.ts';
import type { Rng } from './rng.ts';

export class Process {
	readonly name: string;
	readonly queue: (() => void)[] = [];
	isDead = false;

	constructor(name: string) {
		this.name = name;
	}
}

interface Timer {
	atMs: number;
	order: number;
	process: Process;
	run: () => void;
	isCancelled: boolean;
}

/** How many tasks one seed may take before it counts as a loop that never ends. */
const mostTasks = 400_000;

export class Scheduler {
	readonly world = new Process('world');
	nowMs: number;
	current: Process = this.world;
	tasks = 0;
	readonly #rng: Rng;
	readonly #ready: Process[] = [];
	#timers: Timer[] = [];
	#order = 0;
	/** Work outside of the queue, e.g. a query of PGlite: the queue waits for it. */
	#outside = 0;

	constructor(rng: Rng, startMs: number) {
		this.#rng = rng;
		this.nowMs = startMs;
	}

	/** Work outside of the queue is under way: what it awaits must not wait for the queue. */
	get isOutside(): boolean {
		return this.#outside > 0;
	}

	/** Runs after what its process has posted before. */
	post(run: () => void, process = this.current): void {
		if (process.isDead) return;
		if (process.queue.length === 0) this.#ready.push(process);
		process.queue.push(run);
	}

	/** Runs once after the delay, as a task of the current process; returns how to cancel. */
	after(delayMs: number, run: () => void, process = this.current): () => void {
		const timer: Timer = {
			atMs: this.nowMs + Math.max(0, delayMs),
			order: this.#order++,
			process,
			run,
			isCancelled: false,
		};
		this.#insert(timer);
		return () => {
			timer.isCancelled = true;
		};
	}

	/** One turn of the queue: the caller goes on as a later task of its own process, or never. */
	turn(process = this.current): Promise<void> {
		return new Promise((resolve) => this.post(resolve, process));
	}

	sleep(delayMs: number, process = this.current): Promise<void> {
		return new Promise((resolve) => this.after(delayMs, resolve, process));
	}

	/** Runs `work` as a process; its end is awaited by whoever holds the promise. */
	spawn<T>(process: Process, work: () => Promise<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			this.post(() => void work().then(resolve, reject), process);
		});
	}

	/**
	 * The border between two processes: whoever settles the promise, its awaiter goes on as a task of its own
	 * process, or never where that was killed.
	 */
	rejoin<T>(promise: Promise<T>, process = this.current): Promise<T> {
		return new Promise((resolve, reject) => {
			promise.then(
				(value) => this.post(() => resolve(value), process),
				(error: unknown) => this.post(() => reject(error as Error), process),
			);
		});
	}

	/** Awaits work that runs outside of the queue. */
	async outside<T>(work: Promise<T>): Promise<T> {
		this.#outside += 1;
		try {
			return await work;
		} finally {
			this.#outside -= 1;
		}
	}

	kill(process: Process): void {
		process.isDead = true;
		process.queue.length = 0;
		const at = this.#ready.indexOf(process);
		if (at >= 0) this.#ready.splice(at, 1);
	}

	/** Runs until the condition holds, or nothing is left to run before `untilMs`. Answers whether it holds. */
	async run(isDone: () => boolean, untilMs = Infinity): Promise<boolean> {
		for (;;) {
			// Every promise that is settled runs on, as the current process.
			await platform.settle();
			while (this.#outside > 0) await platform.breathe();
			this.current = this.world;
			if (isDone()) return true;
			if (this.#ready.length === 0 && !this.#wakeNext(untilMs)) {
				if (untilMs !== Infinity) this.nowMs = Math.max(this.nowMs, untilMs);
				return isDone();
			}
			if (++this.tasks > mostTasks) throw new Error('the run does not come to an end');
			this.#runOne();
		}
	}

	#runOne(): void {
		const at = this.#ready.length === 1 ? 0 : this.#rng.int(0, this.#ready.length - 1);
		const process = this.#ready[at]!;
		const run = process.queue.shift()!;
		if (process.queue.length === 0) this.#ready.splice(at, 1);
		this.current = process;
		run();
	}

	#wakeNext(untilMs: number): boolean {
		for (;;) {
			const next = this.#timers.at(-1);
			if (!next || next.atMs > untilMs) return false;
			this.#timers.pop();
			if (next.isCancelled || next.process.isDead) continue;
			this.nowMs = Math.max(this.nowMs, next.atMs);
			this.post(next.run, next.process);
			return true;
		}
	}

	/** Latest first, so that the next one is popped. */
	#insert(timer: Timer): void {
		let low = 0;
		let high = this.#timers.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			const held = this.#timers[middle]!;
			const isLater = held.atMs > timer.atMs || (held.atMs === timer.atMs && held.order > timer.order);
			if (isLater) low = middle + 1;
			else high = middle;
		}
		this.#timers.splice(low, 0, timer);
	}
}
