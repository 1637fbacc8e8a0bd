import type { ExportCardHead } from '#shared/protocol/list-export.ts';
import { partRows } from '#shared/domain/roster/export.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';

/** The server's side of lists that leave a desk as files. */
export interface ExportPort<Ask extends { id: string }, Card extends ExportCardHead, Row> {
	exports(): Answer<{ exports: Card[] }>;
	/** The same id again is the same one. */
	askExport(input: Ask): Answer<Card>;
	judgeExport(id: string, agree: boolean): Answer<null>;
	/** Begun already, it is as it is. */
	beginExport(id: string): Answer<Card>;
	exportPart(id: string, n: number): Answer<{ rows: Row[] }>;
	/** The whole file is here: the server lets go of it. */
	takeExport(id: string): Answer<Card>;
}

export interface TakenList<Card, Row> {
	card: Card;
	rows: Row[];
}

/** Between two looks at a list that is being made. */
const lookAgainMs = 1_000;

/** Lists that leave as files: asked for, agreed to by another, made, taken once. Every act is followed by a new look. */
export class ExportDesk<Ask extends { id: string }, Card extends ExportCardHead, Row> {
	readonly #port: () => Promise<ExportPort<Ask, Card, Row>>;
	readonly question = new Question<{ exports: Card[] }>();
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	/** Of the list that is being taken: rows that are made, and rows that are here. */
	progress = $state.raw<{ id: string; made: number; here: number; of: number } | null>(null);
	/** Parts that are here already, should the network go between two. */
	readonly #parts: Record<string, Row[][]> = {};

	constructor(port: () => Promise<ExportPort<Ask, Card, Row>>) {
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

	/**
	 * Has it made, and fetches it part by part; null: refused, or the network is gone, and `refusal` says why: called again it
	 * goes on. What comes back is still at the server until `settle`.
	 */
	async take(id: string): Promise<TakenList<Card, Row> | null> {
		const taken = await this.#act((port) => this.#fetch(port, id));
		this.progress = null;
		return taken;
	}

	/** The file is saved. */
	async settle(id: string): Promise<void> {
		await this.#act((port) => port.takeExport(id));
		delete this.#parts[id];
	}

	async #fetch(port: ExportPort<Ask, Card, Row>, id: string): Answer<TakenList<Card, Row>> {
		const parts = (this.#parts[id] ??= []);
		const tell = ({ made, rows }: Card) =>
			(this.progress = { id, made, here: parts.flat().length, of: rows });
		let begun = await port.beginExport(id);
		while (begun.ok && begun.value.state === 'making') {
			tell(begun.value);
			await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
			begun = await port.beginExport(id);
		}
		if (!begun.ok) return begun;
		const card = begun.value;
		for (let n = parts.length; n < Math.ceil(card.rows / partRows); n++) {
			tell(card);
			const part = await port.exportPart(id, n);
			if (!part.ok) return part;
			parts.push(part.value.rows);
		}
		return { ok: true, value: { card, rows: parts.flat() } };
	}

	async #act<T>(call: (port: ExportPort<Ask, Card, Row>) => Answer<T>): Promise<T | null> {
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
