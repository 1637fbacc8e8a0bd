import { statesForAPerson, type OrderState } from '#shared/domain/payment/order-state.ts';
import type { OrderSearchInput } from '#shared/protocol/office.ts';
import type { AccountActor, Actor } from '../actor.ts';
import type { OrderSearch } from '../payment/order-ports.ts';

interface Searching {
	/** A name is in the enrollment, which no clerk may see: it is compared for them, and no more of it comes back. */
	reader: Actor;
	states: readonly OrderState[] | null;
	search: OrderSearch;
}

export function searchOf(actor: AccountActor, query: OrderSearchInput): Searching {
	const text = query.text?.trim() || null;
	return {
		reader: text === null ? actor : { kind: 'system' },
		states: query.only === 'needs-person' ? statesForAPerson : query.state ? [query.state] : null,
		search: { text, schoolCode: query.schoolCode ?? null },
	};
}
