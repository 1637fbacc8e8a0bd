import type { OfficePort } from '../app.ts';
import type { OrderRow } from '../views.ts';
import type { Refusal } from '#shared/errors/error-codes.ts';

/** A clerk's list of orders, page after page. */
export class OrderPages {
	readonly #office: OfficePort;
	#next: string | null = null;
	rows = $state.raw<OrderRow[] | null>(null);
	total = $state(0);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);
	hasMore = $state(false);

	constructor(office: OfficePort) {
		this.#office = office;
	}

	/** The first page, or the one after the last seen. */
	async load(which: 'first' | 'next'): Promise<void> {
		if (this.isAsking) return;
		this.isAsking = true;
		this.refusal = null;
		const after = which === 'next' && this.#next !== null ? this.#next : undefined;
		const answer = await this.#office.orders(after === undefined ? {} : { after });
		this.isAsking = false;
		if (!answer.ok) {
			this.refusal = answer.error;
			return;
		}
		this.#next = answer.value.next;
		this.hasMore = answer.value.next !== null;
		this.total = answer.value.total;
		this.rows = after === undefined ? answer.value.rows : [...(this.rows ?? []), ...answer.value.rows];
	}
}
