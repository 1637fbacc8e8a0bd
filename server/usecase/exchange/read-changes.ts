import { maxPageBytes, type Change } from '#shared/protocol/exchange.ts';
import { changeKindsOf, readingOf } from '#shared/protocol/version.ts';
import type { ChangeKey } from './ports.ts';
import { viewClaim } from '../claim/view-claim.ts';
import { asKnownTo } from './as-known-to.ts';
import { scopeChecksum } from './scope-checksum.ts';
import { viewEnrollment } from '../enrollment/view-enrollment.ts';
import { viewNotice } from '../notice/view-notice.ts';
import { viewOrder } from '../payment/view-order.ts';
import type { Services, Tx } from '../ports.ts';

interface Page {
	changes: Change[];
	cursor: string;
	more: boolean;
	held: boolean;
	began: boolean;
	generation: string;
	checksum?: string;
}

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
	/** The protocol that the device speaks. */
	version: number;
	limit: number;
	/** Whether the checksum is asked for. */
	check: boolean;
}): Promise<Page> {
	const { tx, services, accountId } = call;
	const { cursor: after, version, limit } = call;
	const page = await tx.changes.read(accountId, {
		after,
		kinds: changeKindsOf(version),
		reading: readingOf(version),
		limit,
	});
	const changes: Change[] = [];
	let bytes = 0;
	for (const { cursor, ...key } of page.changes) {
		changes.push(asKnownTo(version, await readChange(tx, services, accountId, key)));
		bytes += JSON.stringify(changes.at(-1)).length;
		const isLast = changes.length === page.changes.length;
		if (bytes >= maxPageBytes && !isLast) return { ...page, changes, cursor, more: true, held: false };
	}
	const checksum = call.check && !page.more && !page.held ? await scopeChecksum(call, page.cursor) : null;
	return { ...page, changes, ...(checksum === null ? {} : { checksum }) };
}

async function readChange(
	tx: Tx,
	services: Services,
	accountId: string,
	{ kind, id }: ChangeKey,
): Promise<Change> {
	switch (kind) {
		case 'enrollment': {
			const row = await tx.enrollments.get(id);
			const own = row?.ownerAccountId === accountId ? row : null;
			return { kind, id, view: own && (await viewEnrollment(tx, own)) };
		}
		case 'order': {
			const order = await tx.orders.get(id);
			const own = order?.ownerAccountId === accountId ? order : null;
			return { kind, id, view: own && (await viewOrder({ tx, services, order: own })) };
		}
		case 'claim': {
			const claim = await tx.claims.get(id);
			return { kind, id, view: claim?.ownerAccountId === accountId ? viewClaim(claim) : null };
		}
		case 'notice': {
			const notice = await tx.notices.get(id);
			const own = notice?.accountId === accountId ? notice : null;
			return { kind, id, view: own && viewNotice(own) };
		}
	}
}
