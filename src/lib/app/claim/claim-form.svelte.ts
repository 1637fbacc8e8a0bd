import type { LocalClaim, LocalDocument } from '#lib/device/claim-types.ts';
import type { PhotoHint } from '#lib/device/photo/sharpness.ts';
import { claimFieldsOf } from '#shared/domain/claim/claim.ts';
import { unmended } from '#shared/domain/claim/claim-review.ts';
import { maxPages } from '#shared/domain/document/limits.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { decideClaim, valueClaim } from '#shared/rules/index.ts';
import type { Received } from '#lib/app/app.ts';
import { parseYuan } from '#shared/std/parse-yuan.ts';
import { chooseFile, type ChosenFile } from './choose-file.ts';
import type { ClaimDesk } from './ports.ts';

/** A chosen file that was not added, and why. */
export interface NotAdded {
	slot: string;
	name: string;
	code: ErrorCode;
}

/** The same file twice in one paper is one page. */
const onceEach = (pages: string[]) => pages.filter((hash, i) => pages.indexOf(hash) === i);

/** One claim on the screen: what it holds, and everything that a person can do with it. */
export class ClaimForm {
	readonly #desk: ClaimDesk;
	readonly #id: string;
	/** Undefined until the device has answered, null when there is no such claim. */
	#claim = $state.raw<LocalClaim | null | undefined>(undefined);
	#documents = $state.raw<LocalDocument[]>([]);
	#notAdded = $state.raw<NotAdded[]>([]);
	#refusal = $state.raw<Refusal | null>(null);
	/** What to look at again, by the file; told when it is added, and not kept. */
	#hints = $state.raw<Record<string, PhotoHint>>({});
	/** Papers to which something is being added. */
	#adding = $state.raw<string[]>([]);

	constructor(desk: ClaimDesk, id: string) {
		this.#desk = desk;
		this.#id = id;
	}

	/** Call in an effect; returns how to stop. */
	start(): () => void {
		const stops = [
			this.#desk.claims.watchList((list) => {
				this.#claim = list.find(({ id }) => id === this.#id) ?? null;
			}),
			this.#desk.documents.watchList((list) => (this.#documents = list)),
		];
		return () => stops.forEach((stop) => stop());
	}

	get claim(): LocalClaim | null | undefined {
		return this.#claim;
	}

	get notAdded(): NotAdded[] {
		return this.#notAdded;
	}

	get refusal(): Refusal | null {
		return this.#refusal;
	}

	hintOf(hash: string): PhotoHint | null {
		return this.#hints[hash] ?? null;
	}

	isAdding(slot: string): boolean {
		return this.#adding.includes(slot);
	}

	/** Null: not on this phone. */
	documentOf(hash: string): LocalDocument | null {
		return this.#documents.find((document) => document.hash === hash) ?? null;
	}

	/** Keys of what is missing, papers first; `bankName` where the bank is. */
	missing(): string[] {
		const claim = this.#claim;
		const scheme = claim && schemeById(claim.schemeId);
		if (!claim || !scheme) return [];
		const facts = { kind: claim.claimKind, documents: Object.keys(claim.documents) };
		const decision = decideClaim(scheme, { ...facts, ...claimFieldsOf(claim.fields) });
		const fields = decision.findings.flatMap(({ field }) => (field ? [field] : []));
		return [...decision.missing, ...fields];
	}

	/**
	 * What might come back of so many yuan, as if all were eligible and nothing else was claimed this year; null while
	 * the amount or the hospital's level is missing, or where the scheme gives no amounts.
	 */
	estimate(yuan: string) {
		const claim = this.#claim;
		const scheme = claim && schemeById(claim.schemeId);
		const asked = parseYuan(yuan);
		if (!claim || !scheme || !asked.ok) return null;
		const { hospitalLevel } = claim.fields;
		return valueClaim(scheme, {
			claimKind: claim.claimKind,
			level: typeof hospitalLevel === 'string' ? hospitalLevel : null,
			eligibleFen: asked.value,
			paidEarlierFen: 0,
		});
	}

	/** Papers that were questioned and are still the very same. */
	unmended(): string[] {
		const claim = this.#claim;
		if (claim?.server?.state !== 'returned') return [];
		return unmended(claim.server.review?.questions ?? [], claim.documents);
	}

	/** Adds files at the end of a paper, one after the other; what cannot be used is told in `notAdded`. */
	async add(slot: string, files: readonly File[]): Promise<void> {
		this.#notAdded = this.#notAdded.filter((one) => one.slot !== slot);
		this.#adding = [...this.#adding, slot];
		try {
			for (const file of files) await this.#addOne(slot, file, null);
		} finally {
			this.#adding = this.#adding.filter((one) => one !== slot);
		}
	}

	/**
	 * Puts a file that another app shared at the end of a paper, and only then takes it from the received ones. What is
	 * not added is told in `notAdded`, and stays where it is.
	 */
	async addReceived(
		slot: string,
		received: Pick<Received, 'read' | 'remove'>,
		{ id, name, type }: { id: string; name: string; type: string },
	): Promise<void> {
		try {
			const bytes = await received.read(id);
			await this.add(slot, [new File([bytes as BlobPart], name, { type })]);
			if (!this.#notAdded.some((one) => one.slot === slot)) await received.remove(id);
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.#notAdded = [...this.#notAdded, { slot, name, code: error.refusal.code }];
		}
	}

	/** Another picture in the place of a page. */
	async retake(slot: string, page: number, file: File): Promise<void> {
		this.#notAdded = [];
		await this.#addOne(slot, file, page);
	}

	move(slot: string, page: number, by: -1 | 1): Promise<void> {
		const pages = [...this.#pagesOf(slot)];
		const [taken] = pages.splice(page, 1);
		if (taken !== undefined) pages.splice(page + by, 0, taken);
		return this.#command(() => this.#desk.claims.edit(this.#id, { documents: { [slot]: pages } }));
	}

	remove(slot: string, page: number): Promise<void> {
		const pages = this.#pagesOf(slot).filter((_, i) => i !== page);
		return this.#command(() => this.#desk.claims.edit(this.#id, { documents: { [slot]: pages } }));
	}

	setField(key: string, value: string | boolean | null): Promise<void> {
		return this.#command(() => this.#desk.claims.edit(this.#id, { fields: { [key]: value } }));
	}

	retry(hash?: string): Promise<void> {
		return this.#command(async () => {
			await this.#desk.documents.retry(hash);
			this.#desk.uploads.askNow();
		});
	}

	submit(): Promise<void> {
		return this.#command(async () => {
			await this.#desk.claims.submit(this.#id);
			this.#desk.uploads.askNow();
		});
	}

	/** The bytes of a page, from this phone, or else from the server. Null: neither has them now. */
	async open(hash: string): Promise<Blob | null> {
		try {
			const { bytes, type } = await this.#desk.documents.read(hash);
			return new Blob([bytes], { type });
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
		}
		const answer = await this.#desk.fetchDocument(this.#id, hash);
		return answer.ok ? answer.value : null;
	}

	#pagesOf(slot: string): string[] {
		return this.#claim?.documents[slot] ?? [];
	}

	async #addOne(slot: string, file: File, page: number | null): Promise<void> {
		const refuse = (code: ErrorCode) => {
			this.#notAdded = [...this.#notAdded, { slot, name: file.name, code }];
		};
		const before = (await this.#desk.claims.get(this.#id))?.documents[slot] ?? [];
		if (page === null && before.length >= maxPages) return refuse('request.too-large');
		const chosen = await chooseFile(file, (photo) => this.#desk.makeSmaller(photo));
		if (!chosen.ok) return refuse(chosen.error);
		try {
			const hash = await this.#desk.documents.add(chosen.value.bytes, chosen.value.type);
			if (chosen.value.type !== 'application/pdf') void this.#lookOver(hash, chosen.value);
			// As the claim is now: other files may have come meanwhile.
			const pages = (await this.#desk.claims.get(this.#id))?.documents[slot] ?? [];
			const next = page === null ? [...pages, hash] : pages.with(page, hash);
			this.#claim = await this.#desk.claims.edit(this.#id, { documents: { [slot]: onceEach(next) } });
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			refuse(error.refusal.code);
		}
	}

	async #lookOver(hash: string, { bytes, type }: ChosenFile): Promise<void> {
		const hint = await this.#desk.lookOver(new Blob([bytes], { type }));
		if (hint) this.#hints = { ...this.#hints, [hash]: hint };
	}

	async #command(act: () => Promise<unknown>): Promise<void> {
		this.#refusal = null;
		try {
			await act();
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.#refusal = error.refusal;
		}
	}
}
