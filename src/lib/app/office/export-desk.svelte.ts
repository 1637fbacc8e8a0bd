import type { Refusal } from '#shared/errors/refusal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';

/** The server's side of lists that leave a desk as files. */
export interface ExportPort<Ask extends { id: string }, Card, Taken> {
	exports(): Answer<{ exports: Card[] }>;
	/** The same id again is the same one. */
	askExport(input: Ask): Answer<Card>;
	judgeExport(id: string, agree: boolean): Answer<null>;
	/** Once. */
	takeExport(id: string): Answer<Taken>;
}

/** Lists that leave as files: asked for, agreed to by another, taken once. Every act is followed by a new look. */
export class ExportDesk<Ask extends { id: string }, Card, Taken> {
	readonly #port: () => Promise<ExportPort<Ask, Card, Taken>>;
	readonly question = new Question<{ exports: Card[] }>();
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	constructor(port: () => Promise<ExportPort<Ask, Card, Taken>>) {
		this.#port = port;
	}

	look(): Promise<void> {
		return this.question.ask(async () => (await this.#port()).exports());
	}

	/** True: it was asked for. */
	async ask(asked: (id: string) => Ask): Promise<boolean> {
		const input = asked(newId(systemClock, systemRandom));
		return (await this.#act((port) => port.askExport(input))) !== null;
	}

	async judge(id: string, agree: boolean): Promise<void> {
		await this.#act(async (port) => {
			const answer = await port.judgeExport(id, agree);
			return answer.ok ? { ok: true, value: true } : answer;
		});
	}

	/** What was handed out; null: refused, and `refusal` says why. */
	take(id: string): Promise<Taken | null> {
		return this.#act((port) => port.takeExport(id));
	}

	async #act<T>(call: (port: ExportPort<Ask, Card, Taken>) => Answer<T>): Promise<T | null> {
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
