/**
 * Everything is asked for anew when the phone is new, when the server does not know its cursor any more, and when the
 * checksum does not fit. What was told is remembered until the checksum says that all of it was: what the phone holds
 * beyond that is gone, or, where the server was restored from a backup, forgotten and offered to it again.
 */
import { isEditable } from '#shared/domain/enrollment/state.ts';
import { checksumLine, checksumOf } from '#shared/protocol/checksum.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import type { NoticeView, OrderView } from '#shared/protocol/view.ts';
import { isForgotten, offerAgain } from './acknowledged.ts';
import { wholeClaimEdit, type ClaimDraft } from './claim-draft.ts';
import type { Disk } from './disk.ts';
import { wholeEdit, type DraftContent } from './draft.ts';
import { changeRecords, openSealed, recordPlace, type Changes, type OpenedRecord } from './record-change.ts';
import type { RecordRow, SyncStateRow } from './schema.ts';
import { unlessSpoiled } from './seal.ts';
import type { OwnerId } from './types.ts';

/** `heals`: everything is asked for anew. `off`: that was done already, and it still does not fit. */
export type ScopeVerdict = 'fits' | 'heals' | 'off';

/** Call before the changes of the reply are taken in: what is offered again then lies on top of what the server tells. */
export async function beginPull(
	disk: Disk,
	state: SyncStateRow,
	full: NonNullable<ExchangeReply['full']>,
): Promise<void> {
	const { db } = disk;
	const { owner } = state;
	const isOther = state.generation !== undefined && state.generation !== full.generation;
	const isRestored = isOther || (state.pulled?.isRestored ?? false);
	await db.syncState.update(owner, { generation: full.generation, pulled: { ids: [], isRestored } });
	if (await isForgotten(disk, state, full.expected)) await offerAgain(disk, state, full.expected);
}

/** Compares with the server's checksum, where one came; unsent work is never touched. */
export async function endPull(
	disk: Disk,
	owner: OwnerId,
	checksum: string | undefined,
): Promise<ScopeVerdict | null> {
	if (checksum === undefined) return null;
	const { db } = disk;
	const state = (await db.syncState.get(owner))!;
	if (state.pulled) await letGoOfUntold(disk, state, state.pulled);
	const fits = (await localChecksum(disk, owner)) === checksum;
	const verdict = fits ? 'fits' : state.isHealing ? 'off' : 'heals';
	const heals = verdict === 'heals';
	await db.syncState.update(owner, { pulled: null, isHealing: heals, ...(heals ? { cursor: null } : {}) });
	return verdict;
}

async function letGoOfUntold(
	disk: Disk,
	{ owner }: SyncStateRow,
	pulled: NonNullable<SyncStateRow['pulled']>,
): Promise<void> {
	const told = new Set(pulled.ids);
	const { record } = disk.db;
	// By their keys: nearly always all were told.
	const keys = await record.where('owner').equals(owner).primaryKeys();
	const untoldKeys = keys.filter(([, id]) => !told.has(id));
	if (untoldKeys.length === 0) return;
	const untold = (await record.bulkGet(untoldKeys)).filter((row) => row !== undefined);
	const kindById = new Map(untold.map(({ id, kind }) => [id, kind]));
	const atMs = disk.clock.nowMs();
	await changeRecords(disk, untold, (records) => {
		const parts = records.map((record) =>
			untoldRecord(record, kindById.get(record.id)!, pulled.isRestored, atMs),
		);
		return {
			records: parts.flatMap((part) => part.records ?? []),
			claims: parts.flatMap((part) => part.claims ?? []),
			views: parts.flatMap((part) => part.views ?? []),
			outbox: { add: parts.flatMap((part) => part.outbox?.add ?? []) },
			aside: parts.flatMap((part) => part.aside ?? []),
			stubs: parts.flatMap((part) => part.stubs ?? []),
		};
	});
}

/** The phone has none of its content: where the server forgot it, only the student can be asked again. */
function untoldHandOver({ owner, id, entries }: OpenedRecord, isRestored: boolean): Changes {
	if (entries.length > 0) return {};
	const stub = { owner, id, state: 'refused', code: 'sync.server-restored' } as const;
	return { records: [{ owner, id, content: null }], stubs: isRestored ? [stub] : [] };
}

function untoldRecord(
	record: OpenedRecord,
	kind: RecordRow['kind'],
	isRestored: boolean,
	atMs: number,
): Changes {
	const { owner, id, content, entries } = record;
	if (record.spoiled?.kind && kind !== 'notice') return untoldSpoiled(record);
	if (kind === 'claim') return untoldClaim(record, isRestored, atMs);
	if (kind === 'handed-over') return untoldHandOver(record, isRestored);
	if (kind !== 'enrollment') return { views: [{ owner, id, kind, view: null }] };
	// Something of it is still to be sent: the server has not spoken its last word.
	if (!content || entries.length > 0 || content.owedEdit || !content.held) return {};
	if (!isRestored) return { records: [{ owner, id, content: null }] };
	const wasSubmitted = content.server !== null && !isEditable(content.server.state);
	const refusal = wasSubmitted ? { code: 'sync.server-restored' as const } : null;
	const draft = { ...content, server: null, held: false, submission: null, submissionTaken: false, refusal };
	const mutation = { kind: 'enrollment.edit' as const, record: id, atMs, body: wholeEdit(content) };
	return { records: [{ owner, id, content: draft }], outbox: { add: [{ owner, mutation }] } };
}

/** It does not open here, and the server has none of it: it is gone, and told to be. What of it waits goes first. */
function untoldSpoiled({ owner, id, entries }: OpenedRecord): Changes {
	if (entries.length > 0) return {};
	return {
		records: [{ owner, id, content: null }],
		aside: [{ owner, id, isWhole: true, entries: [], isTold: false }],
	};
}

function untoldClaim(
	{ owner, id, claim, entries }: OpenedRecord,
	isRestored: boolean,
	atMs: number,
): Changes {
	if (!claim || entries.length > 0 || claim.owedEdit || !claim.held) return {};
	if (!isRestored) return { claims: [{ owner, id, content: null }] };
	const refusal = claim.server?.state === 'submitted' ? { code: 'sync.server-restored' as const } : null;
	const content = { ...claim, server: null, held: false, submission: null, submissionTaken: false, refusal };
	const mutation = { kind: 'claim.edit' as const, record: id, atMs, body: wholeClaimEdit(claim) };
	return { claims: [{ owner, id, content }], outbox: { add: [{ owner, mutation }] } };
}

/** Null for what the server does not hold. */
async function lineOf(disk: Disk, row: RecordRow): Promise<string | null> {
	const open = <T>() => openSealed<T>(disk, recordPlace(row), row);
	if (row.kind === 'order') return checksumLine.order(await open<OrderView>());
	if (row.kind === 'notice') return checksumLine.notice(await open<NoticeView>());
	if (row.kind === 'claim') {
		const { server } = await open<ClaimDraft>();
		return server && checksumLine.claim(server);
	}
	const { server } = await open<DraftContent>();
	return server && checksumLine.enrollment(server);
}

async function localChecksum(disk: Disk, owner: OwnerId): Promise<string> {
	const rows = await disk.db.record.where('owner').equals(owner).toArray();
	const lines = await Promise.all(
		rows.map(async (row) => {
			// What does not open is missing, and so the sums differ: everything is asked for, and comes anew.
			const line = await unlessSpoiled(lineOf(disk, row));
			return line === null ? [] : [line];
		}),
	);
	return checksumOf(lines.flat());
}
