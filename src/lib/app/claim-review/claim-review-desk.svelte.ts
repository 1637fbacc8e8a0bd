import type { Answer } from '../app.ts';
import { Question } from '../question.svelte.ts';
import { Revealing } from '../review/revealing.svelte.ts';
import type { ClaimRejectCode, JudgedBill, UndoCode } from '#shared/domain/claim/claim-review.ts';
import type { ClaimActKind, ClaimState } from '#shared/domain/claim/claim-state.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { ClaimCase, ClaimQueueRow } from '#shared/protocol/claim-review.ts';
import { valueClaim } from '#shared/rules/index.ts';
import { BillDraft } from './bill-draft.svelte.ts';
import type { ClaimReviewPort } from './ports.ts';
import { VerdictDraft } from './verdict-draft.svelte.ts';

interface Seen {
	id: string;
	revision: number;
}

/** The queue of claims and the claim that is open. Decides nothing: each act is the server's. */
export class ClaimReviewDesk {
	readonly #port: ClaimReviewPort;
	#next: string | null = null;
	#load = 0;
	state = $state<ClaimState>('submitted');
	rows = $state.raw<ClaimQueueRow[] | null>(null);
	total = $state(0);
	hasMore = $state(false);
	isListing = $state(false);
	listRefusal = $state.raw<Refusal | null>(null);
	readonly open = new Question<ClaimCase>();
	readonly revealing = new Revealing((id) => this.#port.reveal(id));
	readonly verdicts = new VerdictDraft(() => this.open.value);
	readonly bills = new BillDraft();
	isActing = $state(false);
	actRefusal = $state.raw<Refusal | null>(null);
	done = $state.raw<{ id: string; act: ClaimActKind } | null>(null);

	constructor(port: ClaimReviewPort) {
		this.#port = port;
	}

	async list(which: 'first' | 'next'): Promise<void> {
		const load = ++this.#load;
		this.isListing = true;
		this.listRefusal = null;
		const after = which === 'next' && this.#next !== null ? { after: this.#next } : {};
		const answer = await this.#port.queue({ state: this.state, ...after });
		if (load !== this.#load) return;
		this.isListing = false;
		if (!answer.ok) {
			this.listRefusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = this.#next !== null;
		this.total = answer.value.total;
		this.rows = 'after' in after ? [...(this.rows ?? []), ...answer.value.rows] : answer.value.rows;
	}

	async show(state: ClaimState): Promise<void> {
		this.state = state;
		this.rows = null;
		await this.list('first');
	}

	async openClaim(id: string): Promise<void> {
		if (this.open.value?.id !== id) this.open.value = null;
		this.revealing.hide();
		this.actRefusal = null;
		await this.#look(id);
	}

	/** The open claim as it stands on the screen: numbers masked, or in full once that was asked for. */
	get shown(): ClaimCase | null {
		const { value } = this.open;
		const numbers = value && this.revealing.of(value.id);
		if (!numbers) return value;
		const { idNumber = value.claimant.idNumber, ...fields } = numbers.fields;
		return {
			...value,
			claimant: { ...value.claimant, idNumber },
			fields: { ...value.fields, ...fields },
		};
	}

	/** Shows the numbers in full, or hides them again. */
	async reveal(): Promise<void> {
		const id = this.open.value?.id;
		if (id) this.actRefusal = await this.revealing.turn(id);
	}

	/** The bills as they were taken last. */
	get takenBills(): JudgedBill[] {
		const acts = this.open.value?.acts ?? [];
		const newest = acts.findLast(({ content }) => content.act === 'process');
		return newest?.content.act === 'process' ? newest.content.bills : [];
	}

	/** The range that the document leaves, as the server reckons it; null where it gives none. */
	valueAt(level: string | null) {
		const opened = this.open.value;
		const scheme = opened && schemeById(opened.schemeId);
		if (!opened || !scheme) return null;
		const eligibleFen = this.takenBills.reduce((fen, bill) => fen + bill.adjustedFen, 0);
		const paidEarlierFen = opened.totals.paidInpatientFen;
		return valueClaim(scheme, { claimKind: opened.claimKind, level, eligibleFen, paidEarlierFen });
	}

	check(): Promise<void> {
		return this.#act('check', (seen) => this.#port.check({ ...seen, papers: this.verdicts.judgements }));
	}

	/** Sends back what was questioned, of papers and of bills. */
	return(): Promise<void> {
		const bills = this.bills.questioned > 0 ? (this.bills.judgements ?? []) : [];
		return this.#act('return', (seen) =>
			this.#port.return({ ...seen, papers: this.verdicts.judgements, bills }),
		);
	}

	process(): Promise<void> {
		const bills = this.bills.judgements;
		return this.#act('process', (seen) => this.#port.process({ ...seen, bills: bills ?? [] }));
	}

	valuate(chosen: { level: string | null; approvedFen: number; words: string }): Promise<void> {
		return this.#act('valuate', (seen) => this.#port.valuate({ ...seen, ...chosen }));
	}

	approve(): Promise<void> {
		return this.#act('approve', (seen) => this.#port.approve(seen));
	}

	reject(code: ClaimRejectCode, words: string): Promise<void> {
		return this.#act('reject', (seen) =>
			this.#port.reject({ ...seen, papers: this.verdicts.judgements, code, words }),
		);
	}

	undo(code: UndoCode, words: string): Promise<void> {
		return this.#act('undo', (seen) => this.#port.undo({ ...seen, code, words }));
	}

	async #act(act: ClaimActKind, call: (seen: Seen) => Answer<null>): Promise<void> {
		const opened = this.open.value;
		if (!opened || this.isActing) return;
		this.isActing = true;
		this.actRefusal = null;
		const answer = await call({ id: opened.id, revision: opened.revision });
		this.isActing = false;
		if (answer.ok) this.done = { id: opened.id, act };
		else this.actRefusal = answer.error;
		// What was said stays where it was refused, but not beside another claim's state.
		await Promise.all([this.#look(opened.id, !answer.ok), this.list('first')]);
	}

	async #look(id: string, keepDraft = false): Promise<void> {
		await this.open.ask(() => this.#port.case(id));
		const opened = this.open.value;
		if (opened?.id !== id || keepDraft) return;
		this.verdicts.clear();
		const receipt = Object.keys(opened.documents).find((key) => key.endsWith('-receipt'));
		this.bills.begin(receipt ?? Object.keys(opened.documents)[0] ?? '', this.takenBills);
	}
}
