import type { RosterColumn, RosterMapping } from '#shared/domain/roster/mapping.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ImportSummary, RosterImportDetail, RosterProblems } from '#shared/protocol/roster.ts';
import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';
import type { RosterPort } from './ports.ts';

/** What a file may weigh: the server takes no more. */
const mostBytes = 20_000_000;
const againMs = 700;

/** One file on its way to being the roster: uploaded, read, looked at, taken over, taken back. */
export class RosterImporter {
	readonly #port: RosterPort;
	readonly #onchange: () => void;
	readonly detail = new Question<RosterImportDetail>();
	/** The import that is looked at; null: a file is to be chosen. */
	id = $state<string | null>(null);
	/** The file was the roster, or on its way, already. */
	isKnown = $state(false);
	/** How much of the file has gone, 0 to 1; null: nothing is being uploaded. */
	sent = $state<number | null>(null);
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `onchange`: the roster is another one now. */
	constructor(port: RosterPort, onchange: () => void) {
		this.#port = port;
		this.#onchange = onchange;
	}

	async upload(file: Blob): Promise<void> {
		if (this.sent !== null) return;
		this.refusal = null;
		if (file.size > mostBytes) {
			this.refusal = { code: 'request.too-large' };
			return;
		}
		this.sent = 0;
		const answer = await this.#port.upload(file, (part) => (this.sent = part));
		this.sent = null;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		await this.open(answer.value.id);
		this.isKnown = answer.value.isKnown;
		this.#onchange();
	}

	/** Looks at one, and follows it while it is being read. */
	async open(id: string): Promise<void> {
		this.isKnown = false;
		this.refusal = null;
		if (this.id !== id) this.detail.value = null;
		this.id = id;
		await this.#follow(id);
	}

	close(): void {
		this.stop();
		this.id = null;
		this.detail.value = null;
		this.refusal = null;
		this.isKnown = false;
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	/** The column of the file that is this one; null: none. */
	chooseColumn(column: RosterColumn, at: number | null): Promise<void> {
		const found = this.detail.value?.found;
		if (!found) return Promise.resolve();
		// A column of the file is one thing only.
		const others = Object.entries(found.columns).filter(([other, place]) => other !== column && place !== at);
		const columns: RosterMapping = Object.fromEntries(at === null ? others : [...others, [column, at]]);
		return this.#readAnew({ sheet: found.sheet, headLine: found.headLine, columns });
	}

	/** The line of the file that has the heads: columns are suggested from it anew. */
	chooseHead(headLine: number): Promise<void> {
		const found = this.detail.value?.found;
		if (!found || headLine === found.headLine) return Promise.resolve();
		return this.#readAnew({ sheet: found.sheet, headLine, columns: null });
	}

	chooseSheet(sheet: number): Promise<void> {
		return this.#readAnew({ sheet, headLine: null, columns: null });
	}

	takeOver(): Promise<void> {
		return this.#act((id) => this.#port.takeOver(id));
	}

	undo(): Promise<void> {
		return this.#act((id) => this.#port.undo(id));
	}

	/** Null: they could not be had, and the screen says why. */
	async problems(): Promise<RosterProblems | null> {
		if (this.id === null) return null;
		const answer = await this.#port.problems(this.id);
		if (!answer.ok) this.refusal = answer.error;
		return answer.ok ? answer.value : null;
	}

	#readAnew(wanted: {
		sheet: number;
		headLine: number | null;
		columns: RosterMapping | null;
	}): Promise<void> {
		return this.#act((id) => this.#port.readAnew({ id, ...wanted }));
	}

	async #act(act: (id: string) => Answer<ImportSummary>): Promise<void> {
		const { id } = this;
		if (id === null || this.isActing) return;
		this.isActing = true;
		this.isKnown = false;
		this.refusal = null;
		const answer = await act(id);
		if (!answer.ok) this.refusal = answer.error;
		await this.#follow(id);
		this.isActing = false;
		this.#onchange();
	}

	async #follow(id: string): Promise<void> {
		clearTimeout(this.#timer);
		await this.detail.ask(() => this.#port.importDetail(id));
		if (this.id === id && this.detail.value?.summary.state === 'reading') {
			this.#timer = setTimeout(() => void this.#follow(id), againMs);
		}
	}
}
