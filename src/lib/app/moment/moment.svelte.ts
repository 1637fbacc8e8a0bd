import type { Answer, Moment } from '#lib/app/app.ts';
import type { HeardMoment, MomentMemory } from '#lib/device/moment-memory.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { Clock } from '#shared/std/clock.ts';
import { addDays, daysBetween, shanghaiDate } from '#shared/std/date.ts';
import type { MomentPort } from './ports.ts';

/**
 * The business date on this phone: the server's, moved on by the whole days that the device's clock counted
 * since. A clock that was set back moves nothing back. It advises only; the server judges by its own date.
 */
export function businessDateNow(heard: HeardMoment, nowMs: number): string {
	const days = daysBetween(shanghaiDate(heard.heardAtMs), shanghaiDate(nowMs));
	return addDays(heard.businessDate, Math.max(0, days));
}

export class MomentController implements Moment {
	readonly #port: MomentPort;
	readonly #memory: MomentMemory;
	readonly #clock: Clock;
	#heard = $state.raw<HeardMoment | null>(null);
	#nowMs = $state(0);

	constructor(port: MomentPort, memory: MomentMemory, clock: Clock) {
		this.#port = port;
		this.#memory = memory;
		this.#clock = clock;
		this.#nowMs = clock.nowMs();
	}

	get businessDate(): string | null {
		return this.#heard ? businessDateNow(this.#heard, this.#nowMs) : null;
	}

	get demo(): boolean {
		return this.#heard?.demo ?? false;
	}

	/** Resolves when what was heard in earlier visits is known. */
	start(): Promise<void> {
		return new Promise<void>((resolve) => {
			this.#memory.watch((heard) => {
				// A storage that opens after the server has answered knows nothing yet.
				this.#heard = heard ?? this.#heard;
				resolve();
			});
		});
	}

	/**
	 * A new day may have begun while the page slept, and the server may be reachable again. Returns why it
	 * did not answer; null when it did.
	 */
	async refresh(): Promise<Refusal | null> {
		this.#nowMs = this.#clock.nowMs();
		const answer = await this.#port.now();
		if (!answer.ok) return answer.error;
		// Shown at once: a first visit has no storage open yet, and the first screen waits for nothing else.
		this.#heard = { ...answer.value, heardAtMs: this.#nowMs };
		await this.#memory.keep(answer.value);
		return null;
	}

	async move(date: string): Answer<null> {
		const answer = await this.#port.move(date);
		if (answer.ok) await this.refresh();
		return answer;
	}
}
