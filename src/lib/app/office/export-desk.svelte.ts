import type { ExportNames } from '#shared/domain/roster/export.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ExportList, StudentChoice, TakenExport } from '#shared/protocol/outcome.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';
import type { OutcomePort } from './outcome-ports.ts';

/** Lists that leave as files: asked for, agreed to by another, taken once. Every act is followed by a new look. */
export class ExportDesk {
	readonly #port: () => Promise<OutcomePort>;
	readonly question = new Question<ExportList>();
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	constructor(port: () => Promise<OutcomePort>) {
		this.#port = port;
	}

	look(): Promise<void> {
		return this.question.ask(async () => (await this.#port()).exports());
	}

	/** True: it was asked for. */
	async ask(choice: StudentChoice, names: ExportNames, reason: string): Promise<boolean> {
		const id = newId(systemClock, systemRandom);
		return (await this.#act((port) => port.askExport({ id, choice, names, reason }))) !== null;
	}

	async judge(id: string, agree: boolean): Promise<void> {
		await this.#act(async (port) => {
			const answer = await port.judgeExport(id, agree);
			return answer.ok ? { ok: true, value: true } : answer;
		});
	}

	/** What was handed out; null: refused, and `refusal` says why. */
	take(id: string): Promise<TakenExport | null> {
		return this.#act((port) => port.takeExport(id));
	}

	async #act<T>(call: (port: OutcomePort) => Answer<T>): Promise<T | null> {
		if (this.isActing) return null;
		this.isActing = true;
		this.refusal = null;
		const answer = await call(await this.#port());
		await this.look();
		if (!answer.ok) this.refusal = answer.error;
		this.isActing = false;
		return answer.ok ? answer.value : null;
	}
}
