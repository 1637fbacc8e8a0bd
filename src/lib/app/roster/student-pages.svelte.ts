import type { RosterStudents, RosterStudentsInput } from '#shared/protocol/roster.ts';
import { Question } from '../question.svelte.ts';
import type { RosterPort } from './ports.ts';

export interface StudentConditions {
	text: string;
	college: string;
	className: string;
	isUnmatchedOnly: boolean;
}
const none: StudentConditions = { text: '', college: '', className: '', isUnmatchedOnly: false };

/** Students of the roster, a page at a time. */
export class StudentPages {
	readonly #port: RosterPort;
	readonly page = new Question<RosterStudents>();
	conditions = $state.raw<StudentConditions>(none);
	/** Where each page before this one begins; the first begins at nothing. */
	#before = $state.raw<(string | null)[]>([]);
	#at: string | null = null;

	constructor(port: RosterPort) {
		this.#port = port;
	}

	/** Of this page, from 0. */
	get number(): number {
		return this.#before.length;
	}

	async load(): Promise<void> {
		const { text, college, className, isUnmatchedOnly } = this.conditions;
		const query: RosterStudentsInput = {
			...(text.trim() ? { text: text.trim() } : {}),
			...(college ? { college } : {}),
			...(className ? { className } : {}),
			...(isUnmatchedOnly ? { only: 'unmatched' } : {}),
			...(this.#at ? { after: this.#at } : {}),
		};
		await this.page.ask(() => this.#port.students(query));
	}

	search(conditions: Partial<StudentConditions>): Promise<void> {
		this.conditions = { ...this.conditions, ...conditions };
		this.#before = [];
		this.#at = null;
		return this.load();
	}

	next(): Promise<void> {
		const next = this.page.value?.next;
		if (!next) return Promise.resolve();
		this.#before = [...this.#before, this.#at];
		this.#at = next;
		return this.load();
	}

	previous(): Promise<void> {
		this.#at = this.#before.at(-1) ?? null;
		this.#before = this.#before.slice(0, -1);
		return this.load();
	}
}
