import { checksumLine, checksumOf } from '#shared/protocol/checksum.ts';
import { changeKindsOf } from '#shared/protocol/version.ts';
import { asOwnerSees } from '../enrollment/as-owner-sees.ts';
import type { Tx } from '../ports.ts';
import { claimStateKnownTo, isNoticeKnownTo } from './as-known-to.ts';

/**
 * The checksum of everything that this account can see, at the cursor's horizon; null when something happened
 * after it meanwhile: the rows read may tell of it already, and the device cannot know.
 */
export async function scopeChecksum(
	{ tx, accountId, version }: { tx: Tx; accountId: string; version: number },
	cursor: string,
): Promise<string | null> {
	const [enrollments, orders, notices, claims] = [
		await tx.enrollments.ofOwner(accountId),
		await tx.orders.ofOwner(accountId),
		await tx.notices.ofAccount(accountId),
		await tx.claims.ofOwner(accountId),
	];
	const lines = [
		...enrollments.map(asOwnerSees).map(checksumLine.enrollment),
		...orders.map(checksumLine.order),
		...notices.filter((notice) => isNoticeKnownTo(version, notice)).map(checksumLine.notice),
		...claims.map((row) => checksumLine.claim({ ...row, state: claimStateKnownTo(version, row.state) })),
	];
	// Looked at last: what committed between the horizon and the rows lies beyond the cursor.
	const isWhole = await tx.changes.isUpTo(accountId, { cursor, kinds: changeKindsOf(version) });
	return isWhole ? checksumOf(lines) : null;
}
