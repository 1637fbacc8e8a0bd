/** Invariant 14, as it is kept at every commit and every reply: bytes, hashes, and who may read. */
import { createHash } from 'node:crypto';
import type { ClaimState } from '#shared/domain/claim/claim-state.ts';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { MemoryFiles } from '../house/memory-files.ts';
import type { WireRequest, WireResponse } from '../house/office.ts';
import { tokenOf } from '../house/session-cookie.ts';
import type { MemoryDatabase, Write } from '../store/memory-database.ts';
import type { TableName, Tables } from '../store/tables.ts';
import type { Person } from '../run/world.ts';
import type { Findings } from './findings.ts';

type Changed<Name extends TableName> = { before: Tables[Name] | null; after: Tables[Name] | null };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Once more, so that a transition that the product allows by mistake is found. */
const claimMoves: Record<ClaimState, ClaimState[]> = {
	draft: ['submitted'],
	submitted: ['checked', 'returned', 'rejected'],
	returned: ['submitted'],
	checked: ['processed', 'returned', 'rejected'],
	processed: ['valuated', 'returned', 'rejected'],
	valuated: ['approved', 'processed'],
	approved: ['processed'],
	rejected: ['submitted'],
};

const contentOf = (row: Tables['claim'] | null) => JSON.stringify([row?.fields, row?.documents]);

export class DocumentWatch {
	/** Rows that the collection took: whoever had sent them sends them again when they are needed. */
	readonly collected = new Set<string>();
	readonly #database: MemoryDatabase;
	readonly #files: MemoryFiles;
	readonly #findings: Findings;
	readonly #today: () => string;
	/** Who is behind a session: an account, or a reviewer's desk. */
	readonly #readerOf: (token: string) => { accountId: string; isReviewer: boolean } | null;

	constructor(parts: {
		database: MemoryDatabase;
		files: MemoryFiles;
		findings: Findings;
		today(): string;
		readerOf(token: string): { accountId: string; isReviewer: boolean } | null;
	}) {
		this.#database = parts.database;
		this.#files = parts.files;
		this.#findings = parts.findings;
		this.#today = parts.today;
		this.#readerOf = parts.readerOf;
		parts.database.onCommit((writes) => this.#look(writes));
	}

	/** A phone keeps a photo under the hash of its bytes. */
	taken({ name }: Person, hash: string, ofBytes: string): void {
		this.#findings.check(14, hash === ofBytes, () => `a photo of ${name} is kept under another hash`);
	}

	/** Whether the bytes of a stored file lie where its row says, and are those. */
	isWhole({ place, hash, size }: Tables['document']): boolean {
		const kept = this.#files.stored.get(place);
		return kept !== undefined && kept.bytes.byteLength === size && sha256(kept.bytes) === hash;
	}

	/** A reply about a file, whoever asked. */
	reply(request: WireRequest, response: WireResponse): void {
		const reader = this.#readerOf(tokenOf(request.headers));
		const [, , kind, id, , hash] = request.path.split('/') as [
			string,
			string,
			string,
			string,
			string,
			string,
		];
		if (kind === 'documents') return this.#uploaded(reader, id, response);
		if (kind !== 'claims' || response.status !== 200) return;
		const claim = this.#database.committed.claim.get(id);
		const isOwn = claim !== undefined && claim.ownerAccountId === reader?.accountId;
		const isReviewed = reader?.isReviewer === true && claim !== undefined && claim.state !== 'draft';
		this.#findings.check(14, isOwn || isReviewed, () => 'a file was served to somebody who may not read it');
		const isRight = response.bytes !== undefined && sha256(response.bytes) === hash;
		this.#findings.check(14, isRight, () => 'a file was served with other bytes');
	}

	#uploaded(reader: { accountId: string } | null, hash: string, { status, text }: WireResponse): void {
		if (status !== 200) return;
		this.#findings.check(14, reader !== null, () => 'somebody unknown was told of a file');
		const { isStored } = JSON.parse(text) as { isStored: boolean };
		if (!isStored || !reader) return;
		const key = `${reader.accountId} ${hash}`;
		const row = this.#database.committed.document.get(key);
		const isThere = row !== undefined ? this.isWhole(row) : this.collected.has(key);
		this.#findings.check(
			14,
			isThere,
			() => `a file was said to be stored, and ${row ? 'its bytes are gone' : 'has no row'}`,
		);
	}

	#look(writes: Write[]): void {
		const of = <Name extends TableName>(table: Name) =>
			writes.filter((write) => write.table === table) as unknown as Changed<Name>[];
		for (const change of of('document')) this.#document(change);
		for (const change of of('claim')) this.#claim(change);
	}

	#document({ before, after }: Changed<'document'>): void {
		if (after && !before) {
			this.#findings.check(14, this.isWhole(after), () => 'a row says stored, and its bytes are others');
		}
		if (after || !before) return;
		this.collected.add(`${before.ownerAccountId} ${before.hash}`);
		const isNamed = [...this.#database.committed.claim.values()].some(
			({ ownerAccountId, documents }) =>
				ownerAccountId === before.ownerAccountId && hashesOf(documents).includes(before.hash),
		);
		this.#findings.check(14, !isNamed, () => 'a file that a claim names was collected');
	}

	#claim({ before, after }: Changed<'claim'>): void {
		const isMoved = before !== null && after !== null && before.state !== after.state;
		const isAllowed = !isMoved || claimMoves[before.state].includes(after.state);
		this.#findings.check(10, isAllowed, () => `claim ${before?.state} → ${after?.state}`);
		const isOpen = before === null || before.state === 'draft' || before.state === 'returned';
		const isKept = isOpen || contentOf(before) === contentOf(after);
		this.#findings.check(10, isKept, () => 'a claim was changed after it was handed in');
		if (after?.state !== 'submitted' || !isOpen) return;
		const rows = hashesOf(after.documents).map((hash) =>
			this.#database.committed.document.get(`${after.ownerAccountId} ${hash}`),
		);
		const isWhole = rows.every((row) => row !== undefined && this.isWhole(row));
		this.#findings.check(10, isWhole, () => 'a claim was handed in before its files were whole');
		const isToday = after.submittedOn === this.#today();
		this.#findings.check(18, isToday, () => 'a claim is dated by another clock than the business date');
	}
}
