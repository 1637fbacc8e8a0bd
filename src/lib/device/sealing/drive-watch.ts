/** A drive as its list shows it, from few rows, and how far each is that was sealed, for those that are drawn. */
import type { Disk } from '../disk.ts';
import type { StubRow, StubState } from '../schema.ts';
import type { OwnerId } from '../types.ts';
import type { VaultKeys } from '../vault/vault-store.ts';
import { watchRows } from '../watch.ts';
import type { LocalStub } from './drive-draft.ts';
import type { DriveLine, FormLine, SealedLine } from './drive-lines.ts';
import type { DrivePages } from './drive-pages.ts';

/** A drive as this phone holds it; the newest first. */
export interface LocalDrive {
	forms: FormLine[];
	sealed: SealedLine[];
	/** Of those that were sealed, by how far they are. */
	counts: Record<StubState, number>;
	refused: LocalStub[];
}

/** What changes of a stub while the vault is locked. */
export type StubStanding = Pick<StubRow, 'state' | 'code' | 'serverState'>;

interface Room {
	disk: Disk;
	pages: DrivePages;
	keys: () => Promise<VaultKeys>;
}

export function watchDrive(
	{ disk: { db }, pages, keys }: Room,
	at: () => Promise<{ owner: OwnerId; driveId: string }>,
	onChange: (drive: LocalDrive) => void,
): () => void {
	// All of one moment, in one transaction: each that is opened costs the page as much as three questions in it.
	const query = () =>
		db.transaction('r', db.meta, db.drivePage, db.driveDraft, db.stub, async () => {
			const { owner, driveId } = await at();
			const of = (state: StubState) => db.stub.where('[owner+driveId+state]').equals([owner, driveId, state]);
			const [found, taken, refused] = await Promise.all([
				pages.find({ owner, driveId }),
				of('taken').count(),
				of('refused').toArray(),
			]);
			const sealed = found.sealed - taken - refused.length;
			return { driveId, found, refused, counts: { sealed, taken, refused: refused.length } };
		});
	const open = async ({ driveId, found, refused, counts }: Awaited<ReturnType<typeof query>>) => {
		const lines = await pages.lines(await keys(), driveId, found);
		const forms = lines.filter((line): line is FormLine => line.kind === 'form' && !line.isLost);
		const sealed = lines.filter((line): line is SealedLine => line.kind === 'sealed');
		return {
			forms: newestFirst(forms),
			sealed: newestFirst(sealed),
			counts,
			refused: refusedOnes(sealed, refused),
		};
	};
	return watchRows(query, open, onChange);
}

export function watchStandings(
	{ db }: Disk,
	owner: () => Promise<OwnerId>,
	ids: string[],
	onChange: (byId: Map<string, StubStanding>) => void,
): () => void {
	const query = () =>
		db.transaction('r', db.meta, db.stub, async () => {
			const present = await owner();
			return db.stub.bulkGet(ids.map((id): [OwnerId, string] => [present, id]));
		});
	const open = (rows: (StubRow | undefined)[]) =>
		Promise.resolve(new Map(rows.flatMap((row) => (row ? [[row.id, standingOf(row)]] : []))));
	return watchRows(query, open, onChange);
}

const standingOf = ({ state, code, serverState }: StubRow): StubStanding => ({ state, code, serverState });

const newestFirst = <Line extends DriveLine>(lines: Line[]) => lines.sort((a, b) => b.atMs - a.atMs);

function refusedOnes(sealed: SealedLine[], rows: StubRow[]): LocalStub[] {
	if (rows.length === 0) return [];
	const lineById = new Map(sealed.map((line) => [line.id, line]));
	return rows
		.map((row) => {
			const { initial = '', college = '' } = lineById.get(row.id) ?? {};
			return { id: row.id, initial, college, sealedAtMs: row.sealedAtMs, ...standingOf(row) };
		})
		.sort((a, b) => b.sealedAtMs - a.sealedAtMs);
}
