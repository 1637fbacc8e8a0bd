/*
 * What a volunteer sealed for a school and the server has not, on its way into a rescue file and out of it. It is closed to
 * this phone, to the file and to the phone that reads it; who it is of stays behind with the stub, under the vault's key.
 */
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { Disk } from '../disk.ts';
import { openMutation, sealOutbox } from '../record-change.ts';
import type { StubRow } from '../schema.ts';
import { unlessSpoiled } from '../seal.ts';
import { handOverOf } from '../sealing/send-again.ts';
import type { OwnerId } from '../types.ts';
import type { RescuedHandOver } from './rescue-content.ts';

type HandOver = Extract<Mutation, { kind: 'drive.hand-over' }>;

const rescuedOf = ({ record, atMs, body }: HandOver): RescuedHandOver => ({ id: record, atMs, ...body });

/** What waits, and what the server refused or the outbox lost. Forms that are not finished stay: they are the vault's. */
export async function handOversOf(disk: Disk, owner: OwnerId): Promise<RescuedHandOver[]> {
	const { db } = disk;
	const rows = await db.outbox.where('owner').equals(owner).toArray();
	const mutations = await Promise.all(rows.map((row) => unlessSpoiled(openMutation(disk, row))));
	const waiting = mutations.flatMap((mutation) =>
		mutation?.kind === 'drive.hand-over' ? [rescuedOf(mutation)] : [],
	);
	const found = new Set(waiting.map(({ id }) => id));
	const kept = await db.sealedDraft.where('[owner+id]').between([owner, ''], [owner, '\uffff']).toArray();
	const rest = kept.filter(({ id }) => !found.has(id));
	const more = await Promise.all(
		rest.map(async ({ id, driveId, sealed }) => {
			const [stub, kit] = await Promise.all([db.stub.get([owner, id]), db.driveKit.get([owner, driveId])]);
			const mutation = stub && kit && handOverOf(stub, kit.kit, sealed);
			return mutation?.kind === 'drive.hand-over' ? [rescuedOf(mutation)] : [];
		}),
	);
	return [...waiting, ...more.flat()];
}

/** A stub that tells nothing but when: its content opens with no key, as one that lost bits. */
const stubOf = (owner: OwnerId, { id, driveId, atMs }: RescuedHandOver): StubRow => ({
	...{ owner, id, driveId, mark: '', state: 'sealed', code: null, serverState: null, sealedAtMs: atMs },
	...{ iv: new ArrayBuffer(0), ciphertext: new ArrayBuffer(0) },
});

/** What is here already, or was taken from a file before, is not taken again. The ids of those that are new. */
export async function addHandOvers(
	disk: Disk,
	owner: OwnerId,
	handOvers: RescuedHandOver[],
	wasTaken: ReadonlySet<string>,
): Promise<string[]> {
	const { db } = disk;
	const fresh = handOvers.filter(({ id }) => !wasTaken.has(id));
	const made = await Promise.all(
		fresh.map(async (each) => {
			const { id, atMs, ...body } = each;
			const mutation: HandOver = { kind: 'drive.hand-over', record: id, atMs, body };
			return { each, entry: await sealOutbox(disk, owner, mutation) };
		}),
	);
	return db.transaction('rw', db.stub, db.sealedDraft, db.outbox, async () => {
		const added: string[] = [];
		for (const { each, entry } of made) {
			const { id, driveId, sealed } = each;
			const waits = await db.outbox.where('[owner+recordId]').equals([owner, id]).count();
			if (waits > 0 || (await db.stub.get([owner, id]))) continue;
			await db.stub.add(stubOf(owner, each));
			await db.sealedDraft.add({ owner, id, driveId, sealed });
			await db.outbox.add(entry);
			added.push(id);
		}
		return added;
	});
}

/** As if they had not been taken: what came with them could not be. */
export async function dropHandOvers({ db }: Disk, owner: OwnerId, ids: string[]): Promise<void> {
	const places = ids.map((id): [OwnerId, string] => [owner, id]);
	await db.transaction('rw', db.stub, db.sealedDraft, db.outbox, async () => {
		await db.stub.bulkDelete(places);
		await db.sealedDraft.bulkDelete(places);
		await db.outbox.where('[owner+recordId]').anyOf(places).delete();
	});
}
