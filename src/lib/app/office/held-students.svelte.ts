import type { OfficePort } from '../app.ts';
import type { HeldStudents, MarkRegisteredResult } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { Question } from '../question.svelte.ts';

/** Students who wait for their school's word, and which of them are ticked. The server decides what is done. */
export class HeldList {
	readonly #office: OfficePort;
	readonly question = new Question<HeldStudents>();
	ticked = $state.raw<readonly string[]>([]);
	isMarking = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	/** How the last act went. */
	result = $state.raw<MarkRegisteredResult | null>(null);
	readonly isAllTicked: boolean = $derived.by(() => {
		const rows = this.question.value?.rows ?? [];
		return rows.length > 0 && rows.every(({ id }) => this.ticked.includes(id));
	});

	get #listed(): string[] {
		return (this.question.value?.rows ?? []).map(({ id }) => id);
	}

	constructor(office: OfficePort) {
		this.#office = office;
	}

	/** Ticks of students who left the list fall. */
	async load(): Promise<void> {
		await this.question.ask(() => this.#office.heldStudents());
		const listed = this.#listed;
		this.ticked = this.ticked.filter((id) => listed.includes(id));
	}

	tick(id: string, isTicked: boolean): void {
		const others = this.ticked.filter((other) => other !== id);
		this.ticked = isTicked ? [...others, id] : others;
	}

	tickAll(isTicked: boolean): void {
		this.ticked = isTicked ? this.#listed : [];
	}

	/** Marks who is ticked, then asks for the list again: whatever was answered, it may be out of date. */
	async mark(): Promise<void> {
		if (this.isMarking || this.ticked.length === 0) return;
		this.isMarking = true;
		this.refusal = null;
		this.result = null;
		const answer = await this.#office.markRegistered([...this.ticked]);
		if (answer.ok) this.result = answer.value;
		else this.refusal = answer.error;
		await this.load();
		this.isMarking = false;
	}
}
