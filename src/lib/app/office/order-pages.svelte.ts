import type { OfficePort } from '../app.ts';
import type { HeldMoney, OrderRow } from '../views.ts';
import type { Refusal } from '#shared/errors/error-codes.ts';

export type OrderFilter = 'all' | 'needs-person';

/** A clerk's list of orders, page after page. */
export class OrderPages {
	readonly #office: OfficePort;
	#next: string | null = null;
	rows = $state.raw<OrderRow[] | null>(null);
	total = $state(0);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);
	hasMore = $state(false);
	/** Money of no order: with the first page. */
	unmatched = $state.raw<HeldMoney[]>([]);
	only = $state<OrderFilter>('all');

	constructor(office: OfficePort) {
		this.#office = office;
	}

	/** Another choice of orders, from its first page. */
	async show(only: OrderFilter): Promise<void> {
		this.only = only;
		this.rows = null;
		this.isAsking = false;
		await this.load('first');
	}

	/** The first page, or the one after the last seen. */
	async load(which: 'first' | 'next'): Promise<void> {
		if (this.isAsking) return;
		this.isAsking = true;
		this.refusal = null;
		const after = which === 'next' && this.#next !== null ? this.#next : undefined;
		const { only } = this;
		const answer = await this.#office.orders({
			...(after === undefined ? {} : { after }),
			...(only === 'all' ? {} : { only }),
		});
		// Somebody chose otherwise meanwhile: that choice's own answer comes.
		if (only !== this.only) return;
		this.isAsking = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = answer.value.next !== null;
		this.total = answer.value.total;
		if (after === undefined) this.unmatched = answer.value.unmatched;
		this.rows = after === undefined ? answer.value.rows : [...(this.rows ?? []), ...answer.value.rows];
	}
}
