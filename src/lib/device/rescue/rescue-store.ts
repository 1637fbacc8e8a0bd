import { sha256Hex } from '#shared/std/hash.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { DeviceDocuments, readBytes } from '../document-store.ts';
import type { Disk } from '../disk.ts';
import { onDisk } from '../failures.ts';
import type { PresentOwner } from '../present-owner.ts';
import { changeRecords, type Changes, type OpenedRecord, type Target } from '../record-change.ts';
import type { OwnerId } from '../types.ts';
import { ByteReader } from './byte-stream.ts';
import { collectUnsent, type Unsent } from './collect-unsent.ts';
import { meetClaim, meetEnrollment, type Met } from './merge-rescued.ts';
import { addHandOvers, dropHandOvers } from './sealed-rescue.ts';
import { addReceived, countReceived, receivedBytes, receivedOf } from './received-rescue.ts';
import { Manifest, maxManifestBytes, type RescuedDocument, type RescuedReceived } from './rescue-content.ts';
import type { RescueCounts, RescueFile, RescueProblem, RescueStore, RescueTaken } from './rescue-types.ts';
import { openFile, sealFile, SealError, type OpenedFile } from './sealed-file.ts';

/** Names of entries that were taken from rescue files: random, and nothing of what they hold. */
const takenName = 'rescued';

function countsOf({ enrollments, claims, documents, received = [], handOvers = [] }: Manifest): RescueCounts {
	return {
		enrollments: enrollments.length,
		claims: claims.length,
		documents: documents.length,
		received: received.length,
		handOvers: handOvers.length,
		bytes: [...documents, ...received].reduce((sum, { size }) => sum + size, 0),
	};
}

const ownersAt = (owner: OwnerId): OwnerId[] => [...new Set([owner, 'device'])];

function nameAt(nowMs: number): string {
	const day = new Date(nowMs);
	const two = (value: number) => String(value).padStart(2, '0');
	return `campuscover-rescue-${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}.ccx`;
}

async function* contentOf(disk: Disk, owner: OwnerId, { manifest, documents }: Unsent) {
	const json = utf8(JSON.stringify(manifest));
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, json.length);
	yield length;
	yield json;
	for (const row of documents) yield await readBytes(disk, row, 0, row.size);
	for (const file of manifest.received ?? []) yield await receivedBytes(disk, owner, file);
}

/** The manifest and a reader that stands at the first document. Rejects with SealError `damaged`: it is none that we made. */
async function readManifest(opened: OpenedFile): Promise<{ manifest: Manifest; reader: ByteReader }> {
	const reader = new ByteReader(opened.stream());
	try {
		const length = new DataView((await reader.take(4)).buffer).getUint32(0);
		if (length > maxManifestBytes) throw new RangeError('too long');
		const json: unknown = JSON.parse(new TextDecoder().decode(await reader.take(length)));
		return { manifest: Manifest.parse(json), reader };
	} catch {
		throw new SealError('damaged');
	}
}

type WithBytes<T> = T & { bytes: Uint8Array<ArrayBuffer> };

/** Each is what its hash says. */
async function* bytesIn<T extends { hash: string; size: number }>(
	reader: ByteReader,
	files: T[],
): AsyncGenerator<WithBytes<T>> {
	for (const file of files) {
		const bytes = await reader.take(file.size).catch(() => {
			throw new SealError('damaged');
		});
		if ((await sha256Hex(bytes)) !== file.hash) throw new SealError('damaged');
		yield { ...file, bytes };
	}
}

/** Every document of the file, in its order. */
async function* documentsIn(opened: OpenedFile): AsyncGenerator<WithBytes<RescuedDocument>> {
	const { manifest, reader } = await readManifest(opened);
	yield* bytesIn(reader, manifest.documents);
}

/** Every received file, after all documents. */
async function* receivedIn(opened: OpenedFile): AsyncGenerator<WithBytes<RescuedReceived>> {
	const { manifest, reader } = await readManifest(opened);
	for await (const _ of bytesIn(reader, manifest.documents));
	yield* bytesIn(reader, manifest.received ?? []);
}

export class DeviceRescue implements RescueStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	async look(): Promise<RescueCounts> {
		return onDisk(this.#disk.db, async () => {
			const owner = await this.#present.owner();
			const counts = countsOf((await collectUnsent(this.#disk, owner)).manifest);
			const { received, bytes } = await countReceived(this.#disk, ownersAt(owner));
			return { ...counts, received, bytes: counts.bytes + bytes };
		});
	}

	async write(passphrase: string): Promise<RescueFile> {
		const { random, clock, db } = this.#disk;
		const { file, unsent } = await onDisk(db, async () => {
			const owner = await this.#present.owner();
			const received = await receivedOf(this.#disk, ownersAt(owner));
			const found = await collectUnsent(this.#disk, owner, received);
			const sealed = await sealFile(contentOf(this.#disk, owner, found), passphrase, random);
			return { file: sealed, unsent: found };
		});
		return { file, name: nameAt(clock.nowMs()), counts: countsOf(unsent.manifest) };
	}

	async read(file: Blob, passphrase: string): Promise<{ taken: RescueTaken } | { problem: RescueProblem }> {
		try {
			const opened = await openFile(file, passphrase);
			const { manifest } = await readManifest(opened);
			const owner = await onDisk(this.#disk.db, () => this.#present.owner());
			if (manifest.account !== null && manifest.account !== owner) {
				return { problem: owner === 'device' ? 'sign-in' : 'other-account' };
			}
			// All of it is read once before anything is written.
			for await (const _ of receivedIn(opened));
			const added = await this.#addDocuments(opened);
			let received: [OwnerId, string][] = [];
			let handOvers: string[] = [];
			try {
				handOvers = await onDisk(this.#disk.db, async () => {
					const wasTaken = new Set(await this.#takenBefore());
					return addHandOvers(this.#disk, owner, manifest.handOvers ?? [], wasTaken);
				});
				received = await onDisk(this.#disk.db, async () => {
					const wasTaken = new Set(await this.#takenBefore());
					return addReceived(this.#disk, owner, receivedIn(opened), wasTaken);
				});
				const taken = await this.#take(manifest, owner);
				const held = (manifest.handOvers ?? []).length - handOvers.length;
				const counts = { documents: added.length, received: received.length, handOvers: handOvers.length };
				return { taken: { ...taken, ...counts, here: taken.here + held } };
			} catch (error) {
				await onDisk(this.#disk.db, () => dropHandOvers(this.#disk, owner, handOvers));
				await onDisk(this.#disk.db, () => this.#disk.db.received.bulkDelete(received));
				await this.#dropDocuments(owner, added);
				throw error;
			}
		} catch (error) {
			if (error instanceof SealError) return { problem: error.problem };
			throw error;
		}
	}

	async #takenBefore(): Promise<string[]> {
		return ((await this.#disk.db.meta.get(takenName))?.value ?? []) as string[];
	}

	/** Hashes of those that were not here; all of them, or none where the disk is full. */
	async #addDocuments(opened: OpenedFile): Promise<string[]> {
		const { db } = this.#disk;
		const documents = new DeviceDocuments(this.#disk, this.#present);
		const owner = await onDisk(db, () => this.#present.owner());
		const added: string[] = [];
		try {
			for await (const { hash, type, bytes } of documentsIn(opened)) {
				const held = await onDisk(db, () => db.document.get([owner, hash]));
				const isHere = held !== undefined;
				if (!isHere) added.push(hash);
				await documents.add(bytes, type);
			}
		} catch (error) {
			await this.#dropDocuments(owner, added);
			throw error;
		}
		return added;
	}

	async #dropDocuments(owner: OwnerId, hashes: string[]): Promise<void> {
		const { db } = this.#disk;
		await onDisk(db, () =>
			db.transaction('rw', db.document, db.slice, async () => {
				for (const hash of hashes) {
					await db.slice.where('[owner+hash]').equals([owner, hash]).delete();
					await db.document.delete([owner, hash]);
				}
			}),
		);
	}

	/** Ids that another account's closed drafts on this phone have: what they hold cannot be compared. */
	async #closedIds(ids: string[], owner: OwnerId): Promise<Set<string>> {
		const { db } = this.#disk;
		const owners = (await db.vault.toCollection().primaryKeys()).filter(
			(other) => other !== owner && other !== 'device',
		);
		const places = owners.flatMap((other) => ids.map((id): [OwnerId, string] => [other, id]));
		const rows = await db.record.bulkGet(places);
		return new Set(rows.flatMap((row) => (row ? [row.id] : [])));
	}

	async #take(
		manifest: Manifest,
		owner: OwnerId,
	): Promise<Omit<RescueTaken, 'documents' | 'received' | 'handOvers'>> {
		const { db, clock } = this.#disk;
		return onDisk(db, async () => {
			const before = await this.#takenBefore();
			const wasTaken = new Set(before);
			const unclaimedIds = manifest.enrollments.flatMap((entry) => (entry.isUnclaimed ? [entry.id] : []));
			const closed = await this.#closedIds(unclaimedIds, owner);
			const enrollments = manifest.enrollments.filter((entry) => !entry.isUnclaimed || !closed.has(entry.id));
			const { claims } = manifest;
			const targets: Target[] = [];
			const place = (target: Target) => targets.push(target) - 1;
			const drafts = enrollments.map((entry) => {
				const at = entry.isUnclaimed ? 'device' : owner;
				return {
					entry,
					own: place({ owner: at, id: entry.id }),
					copy: place({ owner: at, id: entry.key }),
					present: place({ owner, id: entry.id }),
				};
			});
			const papers = claims.map((entry) => ({
				entry,
				own: place({ owner, id: entry.id }),
				copy: place({ owner, id: entry.key }),
			}));
			const nowMs = clock.nowMs();
			const { met } = await changeRecords(this.#disk, targets, (records) => {
				const at = (n: number): OpenedRecord => records[n]!;
				const all: Met[] = [
					...drafts.map(({ entry, own, copy, present }) => {
						const places = { own: at(own), copy: at(copy), present: at(present) };
						return meetEnrollment(entry, { ...places, wasTaken: wasTaken.has(entry.key), nowMs });
					}),
					...papers.map(({ entry, own, copy }) => {
						const places = { own: at(own), copy: at(copy) };
						return meetClaim(entry, { ...places, wasTaken: wasTaken.has(entry.key), nowMs });
					}),
				];
				return { ...together(all.map(({ changes }) => changes)), met: all };
			});
			const keys = [
				...[...enrollments, ...claims].map(({ key }) => key),
				...[...(manifest.received ?? []), ...(manifest.handOvers ?? [])].map(({ id }) => id),
			];
			await db.meta.put({ name: takenName, value: [...new Set([...before, ...keys])] });
			const number = (fate: Met['fate']) => met.filter((each) => each.fate === fate).length;
			const isNew = ({ fate }: Met) => fate === 'added' || fate === 'beside';
			return {
				added: number('added'),
				joined: number('joined'),
				here: number('here'),
				beside: number('beside'),
				elsewhere: manifest.enrollments.length - enrollments.length,
				unclaimed: enrollments.filter((entry, i) => entry.isUnclaimed && isNew(met[i]!)).length,
			};
		});
	}
}

function together(parts: Changes[]): Changes {
	return {
		records: parts.flatMap(({ records }) => records ?? []),
		claims: parts.flatMap(({ claims }) => claims ?? []),
		outbox: { add: parts.flatMap(({ outbox }) => outbox?.add ?? []) },
	};
}
