import { isClaimEditable } from '#shared/domain/claim/claim-state.ts';
import type { ClaimDraft } from './claim-draft.ts';
import type { LocalClaim } from './claim-types.ts';
import type { Disk } from './disk.ts';
import type { OwnerRows } from './local-view.ts';
import { OpenedRows } from './opened-rows.ts';
import type { RecordRow } from './schema.ts';
import type { RecordProgress } from './types.ts';

/** Computed from facts alone, so that it never says more than is true. */
function progressOf(draft: ClaimDraft, outbox: { count: number; isSending: boolean }): RecordProgress {
	if (draft.refusal) return 'refused';
	if (outbox.count > 0) return outbox.isSending ? 'sending' : 'waiting';
	// Its files are still on their way, or its submission is to follow them.
	if (draft.submission) return 'waiting';
	if (draft.server && !isClaimEditable(draft.server.state)) return 'accepted';
	return 'uploaded';
}

function toLocal(row: RecordRow, draft: ClaimDraft, rows: OwnerRows, nowMs: number): LocalClaim {
	const entries = rows.outbox.filter((entry) => entry.recordId === row.id);
	const isSending =
		entries.some((entry) => entry.sequence !== null) && (rows.syncState?.sendingUntilMs ?? 0) > nowMs;
	const { schemeId, claimKind, fields, documents, submission, server, refusal, createdAtMs, updatedAtMs } =
		draft;
	return {
		id: row.id,
		owner: row.owner,
		revision: row.revision,
		schemeId,
		claimKind,
		fields,
		documents,
		submission: submission && { atMs: submission.atMs },
		server,
		progress: progressOf(draft, { count: entries.length, isSending }),
		refusal,
		createdAtMs,
		updatedAtMs,
	};
}

/** One owner's claims, made from its rows. */
export class LocalClaims {
	readonly #rows: OpenedRows;
	readonly #clock: Disk['clock'];

	constructor(disk: Disk) {
		this.#rows = new OpenedRows(disk);
		this.#clock = disk.clock;
	}

	/** Newest first. RefusalError `device.key-missing` when the owner is closed on this phone. */
	async of(rows: OwnerRows): Promise<LocalClaim[]> {
		this.#rows.keepOnly(rows.owner);
		const nowMs = this.#clock.nowMs();
		const kept = rows.records.filter((row) => row.kind === 'claim' && row.removed === 0);
		const opened = await this.#rows.openAll<ClaimDraft>(kept);
		const claims = opened.map(({ row, value }) => toLocal(row, value, rows, nowMs));
		return claims.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
	}
}
