import { maxPageBytes, type Change } from '#shared/protocol/exchange.ts';
import { changeKindsOf, readingOf } from '#shared/protocol/version.ts';
import type { Sender } from '../enrollment/merge-edit.ts';
import type { AccountActor } from '../actor.ts';
import type { ChangeKey, ChangePage } from './ports.ts';
import { viewClaim } from '../claim/view-claim.ts';
import { asKnownTo } from './as-known-to.ts';
import { scopeChecksum } from './scope-checksum.ts';
import { asOwnerSees } from '../enrollment/as-owner-sees.ts';
import { viewEnrollments } from '../enrollment/view-enrollment.ts';
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

/** So many records are read at once: a page of large ones ends early, and the rest is not read for nothing. */
const readTogether = 100;

/**
 * One page of what changed for this reader: at most `limit` changes, and no more after `maxPageBytes`, so that a
 * page arrives before a slow network gives up. A record that is gone, or no longer the reader's, has a view of
 * null. `known`: records that the reader knows by this call's results. `held`: more has happened that this page may
 * not show yet.
 */
export async function readChanges(call: {
	services: Services;
	actor: AccountActor;
	sender: Sender;
	known: string[];
	limit: number;
	/** Whether the checksum is asked for. */
	check: boolean;
}): Promise<Page> {
	const { services, actor, known, limit } = call;
	const { device, version, cursor: after } = call.sender;
	// Mostly nothing has changed, and then this one look is all that there is to it.
	const page = await services.uow.run(
		actor,
		(tx) =>
			tx.changes.read(actor.accountId, {
				after,
				kinds: changeKindsOf(version),
				reading: readingOf(version),
				device,
				known,
				limit,
			}),
		{ isOneLook: true },
	);
	const isChecked = call.check && !page.more && !page.held;
	if (page.changes.length === 0 && !isChecked) return { ...page, changes: [] };
	return services.uow.run(actor, async (tx) => {
		const filled = await withViews(call, tx, page);
		const isWhole = isChecked && !filled.more;
		const { accountId } = actor;
		const checksum = isWhole ? await scopeChecksum({ tx, accountId, version }, page.cursor) : null;
		return { ...filled, ...(checksum === null ? {} : { checksum }) };
	});
}

/** The page with what each change came to, and no more of it than arrives in time. */
async function withViews(
	{ services, actor, sender: { version } }: { services: Services; actor: AccountActor; sender: Sender },
	tx: Tx,
	page: ChangePage,
): Promise<Page> {
	const changes: Change[] = [];
	let bytes = 0;
	for (let from = 0; from < page.changes.length; from += readTogether) {
		const keys = page.changes.slice(from, from + readTogether);
		const read = await readTheseChanges(tx, services, actor.accountId, keys);
		for (const [i, change] of read.entries()) {
			changes.push(asKnownTo(version, change));
			bytes += JSON.stringify(changes.at(-1)).length;
			const isLast = changes.length === page.changes.length;
			if (bytes >= maxPageBytes && !isLast) {
				return { ...page, changes, cursor: keys[i]!.cursor, more: true, held: false };
			}
		}
	}
	return { ...page, changes };
}

async function readTheseChanges(
	tx: Tx,
	services: Services,
	accountId: string,
	keys: ChangeKey[],
): Promise<Change[]> {
	const ids = keys.filter(({ kind }) => kind === 'enrollment').map(({ id }) => id);
	const rows = (await tx.enrollments.getMany(ids)).filter((row) => row.ownerAccountId === accountId);
	const seen = rows.map(asOwnerSees);
	const enrollments = new Map((await viewEnrollments(tx, seen)).map((view) => [view.id, view]));
	const changes: Change[] = [];
	for (const { kind, id } of keys) {
		if (kind === 'enrollment') changes.push({ kind, id, view: enrollments.get(id) ?? null });
		else changes.push(await readChange(tx, services, accountId, { kind, id }));
	}
	return changes;
}

async function readChange(
	tx: Tx,
	services: Services,
	accountId: string,
	{ kind, id }: { kind: Exclude<ChangeKey['kind'], 'enrollment'>; id: string },
): Promise<Change> {
	switch (kind) {
		case 'order': {
			const order = await tx.orders.get(id);
			const own = order?.ownerAccountId === accountId ? order : null;
			return { kind, id, view: own && (await viewOrder({ tx, services, order: own })) };
		}
		case 'claim': {
			const claim = await tx.claims.get(id);
			const own = claim?.ownerAccountId === accountId ? claim : null;
			return { kind, id, view: own && (await viewClaim(tx, own)) };
		}
		case 'notice': {
			const notice = await tx.notices.get(id);
			const own = notice?.accountId === accountId ? notice : null;
			return { kind, id, view: own && viewNotice(own) };
		}
	}
}
