import type { ExportNames } from '#shared/domain/roster/export.ts';
import type { OutcomeSaidInput, StayReason } from '#shared/domain/roster/outcome.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import {
	maxOutcomeIds,
	type OutcomeResult,
	type Reminder,
	type StudentChoice,
	type StudentRow,
} from '#shared/protocol/outcome.ts';
import type { Answer } from '../app.ts';
import type { OutcomePort } from './outcome-ports.ts';

export { maxOutcomeIds };

export type StudentAct = 'say' | 'clear' | 'stay' | 'end-stay' | 'prepare';

/** Students of a choice, page after page; which of them are ticked; what is said of those. The server decides what is done. */
export class StudentDesk {
	readonly #port: () => Promise<OutcomePort>;
	/** Something was done: figures elsewhere on the page have changed. */
	readonly #ondone: () => void;
	#number = 0;
	choice = $state.raw<StudentChoice | null>(null);
	/** The beginning of a student number; empty: any. */
	search = $state('');
	rows = $state.raw<StudentRow[] | null>(null);
	total = $state(0);
	hasMore = $state(false);
	isAsking = $state(false);
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	ticked = $state.raw<readonly string[]>([]);
	done = $state.raw<{ act: StudentAct; result: OutcomeResult & { noDocument?: number } } | null>(null);
	readonly isAllTicked: boolean = $derived.by(() => {
		const rows = (this.rows ?? []).slice(0, maxOutcomeIds);
		return rows.length > 0 && rows.every(({ id }) => this.ticked.includes(id));
	});

	constructor(port: () => Promise<OutcomePort>, ondone: () => void) {
		this.#port = port;
		this.#ondone = ondone;
	}

	/** Another choice, from its first page. */
	show(choice: StudentChoice): Promise<void> {
		this.choice = choice;
		this.search = '';
		this.done = null;
		return this.#anew();
	}

	find(number: string): Promise<void> {
		this.search = number.trim();
		this.done = null;
		return this.#anew();
	}

	look(): Promise<void> {
		return this.#load('first');
	}

	more(): Promise<void> {
		return this.#load('next');
	}

	async #anew(): Promise<void> {
		this.rows = null;
		this.ticked = [];
		await this.#load('first');
	}

	async #load(which: 'first' | 'next'): Promise<void> {
		const choice = this.choice;
		if (!choice) return;
		const number = ++this.#number;
		this.isAsking = true;
		this.refusal = null;
		const after = which === 'next' ? this.rows?.at(-1)?.id : undefined;
		const port = await this.#port();
		const answer = await port.students({
			...choice,
			...(this.search === '' ? {} : { number: this.search }),
			...(after === undefined ? {} : { after }),
		});
		// Somebody chose otherwise meanwhile: that choice's own answer comes.
		if (number !== this.#number) return;
		this.isAsking = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		const { rows, total, hasMore } = answer.value;
		this.rows = after === undefined ? rows : [...(this.rows ?? []), ...rows];
		this.total = total;
		this.hasMore = hasMore;
		const listed = this.rows.map(({ id }) => id);
		this.ticked = this.ticked.filter((id) => listed.includes(id));
	}

	tick(id: string, isTicked: boolean): void {
		const others = this.ticked.filter((other) => other !== id);
		this.ticked = isTicked ? [...others, id] : others;
	}

	/** As many as one act takes. */
	tickAll(isTicked: boolean): void {
		this.ticked = isTicked ? (this.rows ?? []).slice(0, maxOutcomeIds).map(({ id }) => id) : [];
	}

	/** False: it was refused, `refusal` says why, and who was ticked still is. */
	say(said: OutcomeSaidInput): Promise<boolean> {
		return this.#actOnTicked('say', (port, ids) => port.say(ids, said));
	}

	async clear(): Promise<void> {
		await this.#actOnTicked('clear', (port, ids) => port.clear(ids));
	}

	async stay(reason: StayReason): Promise<void> {
		await this.#actOnTicked('stay', (port, ids) => port.stay(ids, reason));
	}

	async endStay(): Promise<void> {
		await this.#actOnTicked('end-stay', (port, ids) => port.endStay(ids));
	}

	async prepare(): Promise<void> {
		await this.#actOnTicked('prepare', (port, ids) => port.prepare(ids));
	}

	/** The first of the whole choice, ticked or not: as many as one act takes. */
	async prepareList(): Promise<void> {
		const { schemeId, college, className } = this.choice!;
		const list = { schemeId, ...(college === undefined ? {} : { college }) };
		await this.#act('prepare', (port) =>
			port.prepareList({ ...list, ...(className === undefined ? {} : { className }) }),
		);
	}

	/** Names by class of the whole choice; null: refused, and `refusal` says why. */
	async remind(names: ExportNames): Promise<Reminder | null> {
		if (!this.choice) return null;
		this.refusal = null;
		const answer = await (await this.#port()).remind({ ...this.choice, names });
		if (!answer.ok) this.refusal = answer.error;
		return answer.ok ? answer.value : null;
	}

	/** The scan that is kept with a student's word; null: it could not be had now. */
	async scan(id: string, hash: string): Promise<Blob | null> {
		const answer = await (await this.#port()).scan(id, hash);
		return answer.ok ? answer.value : null;
	}

	#actOnTicked(
		act: StudentAct,
		call: (port: OutcomePort, ids: string[]) => Answer<OutcomeResult>,
	): Promise<boolean> {
		return this.ticked.length === 0 ? Promise.resolve(false) : this.#act(act, call);
	}

	async #act(
		act: StudentAct,
		call: (port: OutcomePort, ids: string[]) => Answer<OutcomeResult>,
	): Promise<boolean> {
		if (this.isActing) return false;
		this.isActing = true;
		this.refusal = null;
		this.done = null;
		const answer = await call(await this.#port(), [...this.ticked]);
		if (answer.ok) {
			this.ticked = [];
			await this.look();
			this.done = { act, result: answer.value };
			this.#ondone();
		} else {
			await this.look();
			this.refusal = answer.error;
		}
		this.isActing = false;
		return answer.ok;
	}
}
