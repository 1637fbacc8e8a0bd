import { describe, expect, it } from 'vitest';
import {
	isWithoutMoney,
	nextOrderState,
	orderEvents,
	orderStates,
	stateByMoney,
} from '#shared/domain/payment/order-state.ts';

/** Row: state; columns: what the tax side or the office may say. `-` moves nothing. */
const table = `
	               declared paying failed cancelled paid           misfit         voided         settled
	due            declared paying failed cancelled paid           mismatch       void           -
	declared       declared paying failed cancelled paid           mismatch       void           -
	paying         declared paying failed cancelled paid           mismatch       void           -
	failed         declared paying failed cancelled paid           mismatch       void           -
	cancelled      declared paying failed cancelled paid           mismatch       void           -
	paid           -        -      -      -         -              refund-pending -              settled
	settled        -        -      -      -         -              refund-pending -              -
	void           -        -      -      -         -              refund-pending -              -
	mismatch       -        -      -      -         refund-pending mismatch       -              -
	refund-pending -        -      -      -         -              refund-pending -              -
`;

describe('the life of a payment order', () => {
	const [head, ...rows] = table
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/));

	it('is all in the table', () => {
		expect(head).toEqual(orderEvents);
		expect(rows.map(([state]) => state).sort()).toEqual([...orderStates].sort());
	});

	it.each(rows)('from %s goes where the table says', (state, ...expected) => {
		const from = orderStates.find((one) => one === state)!;
		expect(orderEvents.map((event) => nextOrderState(from, event) ?? '-')).toEqual(expected);
	});

	it('has seen no money while it can be voided, and when it was', () => {
		const without = orderStates.filter(isWithoutMoney);
		expect(without).toEqual(['due', 'declared', 'paying', 'failed', 'cancelled', 'void']);
		const voidable = orderStates.filter((state) => nextOrderState(state, 'voided') !== null);
		expect(without).toEqual([...voidable, 'void']);
	});
});

it.each([
	['nothing is held any more, and nothing was paid', {}, 'due'],
	['what was held is its payment now', { isPaid: true }, 'paid'],
	['a statement had its payment meanwhile', { isPaid: true, isSettled: true }, 'settled'],
	['it was void', { isVoid: true }, 'void'],
	['something else is still held', { isHeldFor: true }, 'mismatch'],
	['something else is still held beside its payment', { isHeldFor: true, isPaid: true }, 'refund-pending'],
	['something else is still held for a void one', { isHeldFor: true, isVoid: true }, 'refund-pending'],
])('an order is what its money makes it: %s', (_, facts, state) => {
	const none = { isHeldFor: false, isPaid: false, isSettled: false, isVoid: false };
	expect(stateByMoney({ ...none, ...facts })).toBe(state);
});
