import type { OfficePort } from '../app.ts';
import type { HeldMoney, OrderChoice, OrderRow, OrderSearchInput } from '../views.ts';
import type { OrderState } from '#shared/domain/payment/order-state.ts';
import type { Refusal } from '#shared/errors/refusal.ts';

export type OrderFilter = 'all' | 'needs-person';

/** What a clerk searches by; an empty text is no condition. */
export interface OrderConditions {
	text: string;
	state: OrderState | '';
	schoolCode: string;
}

const noConditions: OrderConditions = { text: '', state: '', schoolCode: '' };

/** A clerk's list of orders, page after page. */
export class OrderPages {
	readonly #office: OfficePort;
	#next: string | null = null;
	#number = 0;
	rows = $state.raw<OrderRow[] | null>(null);
	total = $state(0);
	isTotalMore = $state(false);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);
	hasMore = $state(false);
	/** Money of no order: with the first page. */
	unmatched = $state.raw<HeldMoney[]>([]);
	only = $state<OrderFilter>('all');
	conditions = $state.raw<OrderConditions>(noConditions);
	readonly isSearch: boolean = $derived(Object.values(this.conditions).some((value) => value !== ''));

	constructor(office: OfficePort) {
		this.#office = office;
	}

	/** What the server is asked, without the page. */
	get query(): OrderSearchInput {
		const text = this.conditions.text.trim();
		return { ...this.choice, ...(text === '' ? {} : { text }) };
	}

	/** The same without the text, which may be a name. */
	get choice(): OrderChoice {
		const { state, schoolCode } = this.conditions;
		return {
			...(this.only === 'all' ? {} : { only: this.only }),
			...(state === '' ? {} : { state }),
			...(schoolCode === '' ? {} : { schoolCode }),
		};
	}

	/** Another choice of orders, from its first page. A state of its own takes the place of `needs-person`. */
	async show(only: OrderFilter): Promise<void> {
		this.only = only;
		if (only === 'needs-person') this.conditions = { ...this.conditions, state: '' };
		await this.#anew();
	}

	async search(conditions: OrderConditions): Promise<void> {
		this.conditions = conditions;
		if (conditions.state !== '') this.only = 'all';
		await this.#anew();
	}

	clear(): Promise<void> {
		return this.search(noConditions);
	}

	async #anew(): Promise<void> {
		this.rows = null;
		this.isAsking = false;
		await this.load('first');
	}

	/** The first page, or the one after the last seen. */
	async load(which: 'first' | 'next'): Promise<void> {
		if (this.isAsking) return;
		const number = ++this.#number;
		this.isAsking = true;
		this.refusal = null;
		const after = which === 'next' && this.#next !== null ? this.#next : undefined;
		const answer = await this.#office.orders({ ...this.query, ...(after === undefined ? {} : { after }) });
		// Somebody chose otherwise meanwhile: that choice's own answer comes.
		if (number !== this.#number) return;
		this.isAsking = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = answer.value.next !== null;
		this.total = answer.value.total;
		this.isTotalMore = answer.value.isMore ?? false;
		if (after === undefined) this.unmatched = answer.value.unmatched;
		this.rows = after === undefined ? answer.value.rows : [...(this.rows ?? []), ...answer.value.rows];
	}
}
