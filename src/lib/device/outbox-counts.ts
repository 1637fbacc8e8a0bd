import { liveQuery } from 'dexie';
import { watchClaimCounts, type ClaimCounts } from './claim-counts.ts';
import type { Disk } from './disk.ts';
import type { DraftContent } from './draft.ts';
import { withNumbers } from './numbering.ts';
import { OpenedRows } from './opened-rows.ts';
import type { PresentOwner } from './present-owner.ts';
import { withoutNotices } from './records-of-kind.ts';
import type { RecordRow } from './schema.ts';
import { countUntold } from './set-aside.ts';
import type { OwnerId } from './types.ts';
import { watchRows } from './watch.ts';

export interface OutboxCounts {
	owner: OwnerId;
	/** Records with something, be it a file, that the server does not hold yet; for the phone's own drafts, all of them. */
	unsent: number;
	/** Records that need the person: the server refused something of them, or this phone's disk lost something. */
	refused: number;
	/** Files of claims that the server does not hold, or not whole. */
	files: number;
	/** Names the entries that wait; another name means that there may be a new one: a reason to sync soon. Empty when none waits. */
	waiting: string;
	lastSyncAtMs: number | null;
}

interface RefusedRows {
	owner: OwnerId;
	marked: RecordRow[];
	/** From before there was a mark. */
	unmarked: RecordRow[];
}

/** Enrollments that the server refused something of, and nothing of which waits to be sent. */
async function readRefused({ db }: Disk, owner: OwnerId): Promise<RefusedRows> {
	return db.transaction('r', db.record, db.outbox, async () => {
		const of = async (mark: RecordRow['refused']) => {
			const rows = await db.record
				.where('[owner+kind+refused]')
				.equals([owner, 'enrollment', mark])
				.toArray();
			const waiting = await Promise.all(
				rows.map(({ id }) => db.outbox.where('[owner+recordId]').equals([owner, id]).count()),
			);
			return rows.filter(({ removed }, i) => removed === 0 && waiting[i] === 0);
		};
		// A draft of the phone itself was sent to nobody.
		if (owner === 'device') return { owner, marked: [], unmarked: [] };
		return { owner, marked: await of(1), unmarked: await of(-1) };
	});
}

interface Facts extends Omit<OutboxCounts, 'unsent' | 'refused'> {
	unsent: string[];
	/** Records of the phone itself, claims among them: a number, as the names of thousands would each be watched. */
	ofPhone: number;
	spoiled: number;
}

async function readFacts(disk: Disk, owner: OwnerId): Promise<Facts> {
	const { db } = disk;
	const { outbox, lastSyncAtMs } = await db.transaction('r', db.outbox, db.syncState, async () => {
		const rows = await db.outbox.where('owner').equals(owner).toArray();
		const state = await db.syncState.get(owner);
		return { outbox: withNumbers(rows, state), lastSyncAtMs: state?.lastSyncAtMs ?? null };
	});
	const spoiled = await countUntold(disk, [...new Set([owner, 'device'])]);
	const ownFiles = db.document.where('owner').equals(owner);
	const files = await ownFiles.filter((row) => row.state !== 'stored').count();
	if (owner === 'device') {
		const ofPhone = await db.record.where('owner').equals(owner).count();
		return { owner, unsent: [], ofPhone, files, spoiled, waiting: '', lastSyncAtMs };
	}
	const waiting = outbox.filter((row) => row.sequence === null).map((row) => row.key);
	const unsent = await withoutNotices(db, owner, [...new Set(outbox.map((row) => row.recordId))]);
	return { owner, unsent, ofPhone: 0, files, spoiled, waiting: waiting.join(), lastSyncAtMs };
}

/** Counts for the bar. */
export function watchOutbox(
	disk: Disk,
	present: PresentOwner,
	onChange: (counts: OutboxCounts) => void,
): () => void {
	let refused = 0;
	let claims: ClaimCounts = { waiting: [], refused: [] };
	let facts: Facts = {
		owner: 'device',
		unsent: [],
		ofPhone: 0,
		files: 0,
		spoiled: 0,
		waiting: '',
		lastSyncAtMs: null,
	};
	const tell = () => {
		const { spoiled, ofPhone, ...counts } = facts;
		const unsent = facts.owner === 'device' ? ofPhone : new Set([...facts.unsent, ...claims.waiting]).size;
		onChange({ ...counts, unsent, refused: refused + claims.refused.length + spoiled });
	};
	const subscription = liveQuery(async () => readFacts(disk, await present.owner())).subscribe({
		next: (found) => {
			facts = found;
			tell();
		},
		error: () => undefined,
	});
	const opened = new OpenedRows(disk);
	const countRefused = async ({ owner, marked, unmarked }: RefusedRows) => {
		opened.keepOnly(owner);
		const drafts = await opened.openAll<DraftContent>(unmarked);
		return marked.length + drafts.filter(({ value }) => value.refusal).length;
	};
	const stopRefused = watchRows(
		async () => readRefused(disk, await present.owner()),
		countRefused,
		(now) => {
			if (now === refused) return;
			refused = now;
			tell();
		},
	);
	const stopClaims = watchClaimCounts(disk, present, (now) => {
		claims = now;
		tell();
	});
	return () => {
		subscription.unsubscribe();
		stopRefused();
		stopClaims();
	};
}
