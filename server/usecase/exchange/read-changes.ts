import { maxPageBytes, type Change } from '#shared/protocol/exchange.ts';
import { viewEnrollment } from '../enrollment/view-enrollment.ts';
import { viewOrder } from '../payment/view-order.ts';
import type { Services, Tx } from '../ports.ts';

/**
 * One page of what changed for this reader: at most `limit` changes, and no more after `maxPageBytes`, so that a
 * page arrives before a slow network gives up. A record that is gone, or no longer the reader's, has a view of
 * null. `held`: more has happened that this page may not show yet.
 */
export async function readChanges(call: {
	tx: Tx;
	services: Services;
	accountId: string;
	cursor: string | null;
	limit: number;
}): Promise<{ changes: Change[]; cursor: string; more: boolean; held: boolean }> {
	const { tx, services, accountId } = call;
	const page = await tx.changes.read(accountId, call.cursor, call.limit);
	const changes: Change[] = [];
	let bytes = 0;
	for (const { kind, id, cursor } of page.changes) {
		if (kind === 'enrollment') {
			const row = await tx.enrollments.get(id);
			const own = row?.ownerAccountId === accountId ? row : null;
			changes.push({ kind, id, view: own && (await viewEnrollment(tx, own)) });
		} else {
			const order = await tx.orders.get(id);
			const own = order?.ownerAccountId === accountId ? order : null;
			changes.push({ kind, id, view: own && (await viewOrder({ tx, services, order: own })) });
		}
		bytes += JSON.stringify(changes.at(-1)).length;
		const isLast = changes.length === page.changes.length;
		if (bytes >= maxPageBytes && !isLast) return { changes, cursor, more: true, held: false };
	}
	const { cursor, more, held } = page;
	return { changes, cursor, more, held };
}
