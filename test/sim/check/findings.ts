import type { Scheduler } from '../engine/scheduler.ts';

export interface Finding {
	/** The number of the invariant in docs/simulation.md. */
	invariant: number;
	words: string;
	atMs: number;
}

const mostFindings = 20;

/** What broke, and what happened before it. */
export class Findings {
	readonly all: Finding[] = [];
	readonly trace: string[] = [];
	readonly #scheduler: Scheduler;

	constructor(scheduler: Scheduler) {
		this.#scheduler = scheduler;
	}

	broken(invariant: number, words: string): void {
		// One fault may show at every commit after it.
		if (this.all.length >= mostFindings) return;
		const finding = { invariant, words, atMs: this.#scheduler.nowMs };
		this.all.push(finding);
		this.note(`✗ invariant ${invariant}: ${words}`);
	}

	check(invariant: number, isTrue: boolean, words: () => string): void {
		if (!isTrue) this.broken(invariant, words());
	}

	note(words: string): void {
		this.trace.push(`${this.#scheduler.nowMs} ${words}`);
	}
}
