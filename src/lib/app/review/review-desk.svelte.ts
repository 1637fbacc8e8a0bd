import type { Answer, App, SeenEvaluation } from '../app.ts';
import { Question } from '../question.svelte.ts';
import type { Evaluation, ReviewCase, ReviewFilter, ReviewQueueRow } from '../views.ts';
import { Revealing } from './revealing.svelte.ts';
import { WordDrafts } from './word-drafts.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { RejectCode, ReturnReason } from '#shared/domain/review/reasons.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { CorrectInput, ReopenInput, SetFactInput } from '#shared/protocol/review.ts';

export type ReviewAct =
	'approve' | 'return' | 'reject' | 'reopen' | 'correct' | 'set-fact' | 'take' | 'release';

/** Acts on what is approved; the others are on what waits. */
const amends: ReadonlySet<ReviewAct> = new Set(['reopen', 'correct']);

type Unseen<T> = T extends unknown ? Omit<T, keyof SeenEvaluation> : never;

export type SetFact = Unseen<SetFactInput>;

/** The reviewer's queue and the case that is open. Decides nothing: each act is the server's. */
export class ReviewDesk {
	readonly #review: App['review'];
	#next: string | null = null;
	#load = 0;
	filter = $state.raw<ReviewFilter>({ state: 'declared' });
	/** A name or a number; it stands in no address and in no saved view. */
	text = $state('');
	rows = $state.raw<ReviewQueueRow[] | null>(null);
	total = $state(0);
	isTotalMore = $state(false);
	hasMore = $state(false);
	isTaking = $state(false);
	hasNoNext = $state(false);
	/** What waits for a word because another reviewer has the case in hand. */
	held = $state.raw<{ again: () => Promise<void> } | null>(null);
	readonly drafts = new WordDrafts();
	isListing = $state(false);
	listRefusal = $state.raw<Refusal | null>(null);
	readonly open = new Question<ReviewCase>();
	readonly revealing = new Revealing((id) => this.#review.reveal(id));
	isActing = $state(false);
	actRefusal = $state.raw<Refusal | null>(null);
	/** The case judged last, to say so. */
	done = $state.raw<{ id: string; act: ReviewAct } | null>(null);

	constructor(review: App['review']) {
		this.#review = review;
	}

	/** Whether more than the state is asked for. */
	get isNarrowed(): boolean {
		return this.text.trim() !== '' || Object.keys(this.filter).some((key) => key !== 'state');
	}

	async list(which: 'first' | 'next'): Promise<void> {
		const load = ++this.#load;
		this.isListing = true;
		this.listRefusal = null;
		const after = which === 'next' && this.#next !== null ? { after: this.#next } : {};
		const text = this.text.trim() === '' ? {} : { text: this.text.trim() };
		const answer = await this.#review.find({ ...this.filter, ...text, ...after });
		if (load !== this.#load) return;
		this.isListing = false;
		if (!answer.ok) {
			this.listRefusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = this.#next !== null;
		this.total = answer.value.total;
		this.isTotalMore = answer.value.isMore;
		this.rows = 'after' in after ? [...(this.rows ?? []), ...answer.value.rows] : answer.value.rows;
	}

	/** Other cases, from their first page. */
	async show(filter: ReviewFilter, text = ''): Promise<void> {
		this.filter = filter;
		this.text = text;
		this.rows = null;
		await this.list('first');
	}

	/** Takes the oldest case of the filter that nobody has in hand. Its id; null where there is none. */
	async takeNext(): Promise<string | null> {
		this.isTaking = true;
		this.listRefusal = null;
		const { state: _, ...filter } = this.filter;
		const answer = await this.#review.takeNext(filter);
		this.isTaking = false;
		if (!answer.ok) {
			this.listRefusal = answer.error;
			return null;
		}
		this.hasNoNext = answer.value.id === null;
		if (answer.value.id !== null) void this.list('first');
		return answer.value.id;
	}

	/** In one's own hands; another's only once that was asked. */
	take(): Promise<void> {
		return this.#hold('take', (despite) => this.#review.take({ ...despite, id: this.#openId() }));
	}

	release(): Promise<void> {
		return this.#hold('release', () => this.#review.release(this.#openId()));
	}

	letBe(): void {
		this.held = null;
	}

	/** Goes on with what was held back because another has the case in hand. */
	async goOn(): Promise<void> {
		const held = this.held;
		this.held = null;
		await held?.again();
	}

	async openCase(id: string): Promise<void> {
		if (this.open.value?.enrollment.id !== id) this.open.value = null;
		this.revealing.hide();
		this.actRefusal = null;
		await this.open.ask(() => this.#review.case(id));
	}

	/** The open case as it stands on the screen: numbers masked, or in full once that was asked for. */
	get shown(): ReviewCase | null {
		const { value } = this.open;
		const numbers = value && this.revealing.of(value.enrollment.id);
		if (!numbers) return value;
		const fields = { ...value.enrollment.fields, ...numbers.fields };
		return { ...value, enrollment: { ...value.enrollment, fields }, letterText: numbers.letterText };
	}

	/** Shows the numbers in full, or hides them again. */
	async reveal(): Promise<void> {
		this.actRefusal = await this.revealing.turn(this.#openId());
	}

	/** Whether a register has yet to answer about the open case: what is judged may still change. */
	get isBeingChecked(): boolean {
		const checks = this.open.value?.enrollment.evaluation?.checks ?? [];
		return checks.some(({ result }) => result === 'waiting');
	}

	/** Looks at the open case anew; what was refused stays in sight. */
	async look(): Promise<void> {
		const id = this.open.value?.enrollment.id;
		if (id && !this.isActing) await this.open.ask(() => this.#review.case(id));
	}

	/** The evaluation that the reviewer sees; the newest by time. */
	get evaluation(): Evaluation | null {
		const evaluations = this.open.value?.evaluations ?? [];
		return evaluations.reduce<Evaluation | null>(
			(newest, evaluation) => (newest && newest.atMs >= evaluation.atMs ? newest : evaluation),
			null,
		);
	}

	get canJudge(): boolean {
		return this.#canAct('declared');
	}

	/** 重新打开 and 更正: what is approved. */
	get canAmend(): boolean {
		return this.#canAct('approved');
	}

	approve(): Promise<void> {
		return this.#act('approve', (seen) => this.#review.approve(seen));
	}

	return(reasons: ReturnReason[]): Promise<void> {
		return this.#act('return', (seen) => this.#review.return({ ...seen, reasons }));
	}

	reject(code: RejectCode, words: string): Promise<void> {
		return this.#act('reject', (seen) => this.#review.reject({ ...seen, code, words }));
	}

	reopen(why: Unseen<ReopenInput>): Promise<void> {
		return this.#act('reopen', (seen) => this.#review.reopen({ ...seen, ...why }));
	}

	correct(correction: Unseen<CorrectInput>): Promise<void> {
		return this.#act('correct', (seen) => this.#review.correct({ ...seen, ...correction }));
	}

	setFact(fact: SetFact): Promise<void> {
		return this.#act('set-fact', (seen) => this.#review.setFact({ ...seen, ...fact }));
	}

	#openId(): string {
		return this.open.value?.enrollment.id ?? '';
	}

	#canAct(state: EnrollmentState): boolean {
		const { value } = this.open;
		if (!value || value.isOwnEntry) return false;
		return value.enrollment.state === state && this.evaluation !== null && !this.isActing;
	}

	async #act(
		act: ReviewAct,
		call: (seen: SeenEvaluation) => Answer<null>,
		despite: { despiteHolder?: true } = {},
	): Promise<void> {
		const id = this.#openId();
		const evaluation = this.evaluation;
		if (!id || !evaluation || !(amends.has(act) ? this.canAmend : this.canJudge)) return;
		this.isActing = true;
		this.actRefusal = null;
		this.done = null;
		const answer = await call({ id, evaluationId: evaluation.id, ...despite });
		this.isActing = false;
		if (answer.ok) {
			this.done = { id, act };
			if (act !== 'set-fact') this.drafts.forget(id);
		} else if (answer.error.code === 'review.held' && !despite.despiteHolder) {
			this.held = { again: () => this.#act(act, call, { despiteHolder: true }) };
		} else this.actRefusal = answer.error;
		await this.#lookAgain(id);
	}

	/** Taking and letting go: nothing is decided by them. */
	async #hold(
		act: ReviewAct,
		call: (despite: { despiteHolder?: true }) => Answer<null>,
		despite: { despiteHolder?: true } = {},
	): Promise<void> {
		const id = this.#openId();
		if (!id || this.isActing) return;
		this.isActing = true;
		this.actRefusal = null;
		this.done = null;
		const answer = await call(despite);
		this.isActing = false;
		if (answer.ok) this.done = { id, act };
		else if (answer.error.code === 'review.held' && !despite.despiteHolder) {
			this.held = { again: () => this.#hold(act, call, { despiteHolder: true }) };
		} else this.actRefusal = answer.error;
		await this.#lookAgain(id);
	}

	/** Whatever was answered, what stands here may be out of date now. */
	async #lookAgain(id: string): Promise<void> {
		await Promise.all([this.open.ask(() => this.#review.case(id)), this.list('first')]);
	}
}
