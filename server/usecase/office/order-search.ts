import { statesForAPerson, type OrderState } from '#shared/domain/payment/order-state.ts';
import type { OrderSearchInput } from '#shared/protocol/office.ts';
import type { OrderSearch } from '../payment/order-ports.ts';

interface Searching {
	states: readonly OrderState[] | null;
	search: OrderSearch;
}

export function searchOf(query: OrderSearchInput): Searching {
	return {
		states: query.only === 'needs-person' ? statesForAPerson : query.state ? [query.state] : null,
		search: { text: query.text?.trim() || null, schoolCode: query.schoolCode ?? null },
	};
}
