import type { ServerMoment } from '#shared/protocol/exchange.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Clock, Random } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { applyEdit, localView, newDraft, type DraftContent } from './draft.ts';
import { EarlyJournal, type EarlyDraft } from './early-journal.ts';
import type { HeardMoment } from './moment-memory.ts';
import type { EnrollmentEdit, LocalEnrollment, NewEnrollment } from './types.ts';

/** A draft as the screens see it; of revision 0, so that what the storage proper says of it later counts as newer. */
function viewOf(id: string, content: DraftContent): LocalEnrollment {
	return localView({ id, owner: 'device', revision: 0 }, content, { order: null, progress: 'local-only' });
}

function refusalOf(error: unknown): RefusalError {
	if (error instanceof RefusalError) return error;
	const isFull = (error as Error | null)?.name === 'QuotaExceededError';
	return new RefusalError({ code: isFull ? 'device.storage-full' : 'device.storage-lost' });
}

/**
 * The drafts of a first visit, from the first tap to the moment when the storage proper takes them over. A command's
 * promise resolves when the draft is on disk; it rejects with RefusalError `device.storage-full`, `device.storage-lost`.
 */
export class EarlyDrafts {
	readonly #clock: Clock;
	readonly #random: Random;
	readonly #drafts = new Map<string, DraftContent>();
	readonly #listeners = new Set<() => void>();
	#journal: Promise<EarlyJournal> | null = null;
	#moment: HeardMoment | null = null;
	#tail: Promise<unknown> = Promise.resolve();
	#isOpen = true;

	constructor({ clock, random }: { clock: Clock; random: Random }) {
		this.#clock = clock;
		this.#random = random;
	}

	/** False once the storage proper is taking over: it takes the commands from then on. */
	get isOpen(): boolean {
		return this.#isOpen;
	}

	/** The server's moment as last heard, in this page or the one before. */
	get moment(): HeardMoment | null {
		return this.#moment;
	}

	/** On disk, so that a page without a network knows the day. Rejects as a command does. */
	async keepMoment(moment: ServerMoment): Promise<void> {
		this.#moment = { ...moment, heardAtMs: this.#clock.nowMs() };
		try {
			await (await this.#opened()).writeMoment(this.#moment);
		} catch (error) {
			throw refusalOf(error);
		}
	}

	has(id: string): boolean {
		return this.#drafts.has(id);
	}

	/** Goes on with what an earlier page wrote down. Rejects where it does not open. */
	async resume(): Promise<void> {
		const journal = await this.#opened();
		for (const { id, content } of await journal.read()) this.#drafts.set(id, content);
		this.#moment = await journal.readMoment();
	}

	create(draft: NewEnrollment): Promise<LocalEnrollment> {
		const id = newId(this.#clock, this.#random);
		return this.#write(id, (_, nowMs) => newDraft(draft, nowMs));
	}

	edit(id: string, edit: EnrollmentEdit): Promise<LocalEnrollment> {
		return this.#write(id, (content, nowMs) => {
			if (!content) throw new RefusalError({ code: 'request.not-found' });
			return applyEdit(content, edit, nowMs).draft;
		});
	}

	/** Newest first. */
	list(): LocalEnrollment[] {
		return [...this.#drafts].map(([id, content]) => viewOf(id, content)).reverse();
	}

	/** Calls at once and after every change of this page. Returns how to stop. */
	watchList(onChange: (enrollments: LocalEnrollment[]) => void): () => void {
		const tell = () => onChange(this.list());
		this.#listeners.add(tell);
		tell();
		return () => this.#listeners.delete(tell);
	}

	/**
	 * Hands all drafts to `take`; with `forget` they are gone from this disk when it has them. Where `take` rejects they
	 * stay as they were, and so does this.
	 */
	async moveTo(
		take: (drafts: EarlyDraft[]) => Promise<void>,
		{ forget }: { forget: boolean },
	): Promise<void> {
		this.#isOpen = false;
		try {
			await this.#tail;
			if (this.#drafts.size > 0) await take([...this.#drafts].map(([id, content]) => ({ id, content })));
			if (forget) await (await this.#journal)?.remove();
		} catch (error) {
			this.#isOpen = true;
			throw error;
		}
	}

	/** Lets go of the disk. */
	close(): void {
		void this.#journal?.then((journal) => journal.close());
	}

	/** One write after another; what is not on disk is not shown. */
	async #write(
		id: string,
		change: (content: DraftContent | undefined, nowMs: number) => DraftContent,
	): Promise<LocalEnrollment> {
		const turn = this.#tail.then(async () => {
			const content = change(this.#drafts.get(id), this.#clock.nowMs());
			await (await this.#opened()).write({ id, content });
			this.#drafts.set(id, content);
			for (const tell of this.#listeners) tell();
			return viewOf(id, content);
		});
		this.#tail = turn.catch(() => undefined);
		try {
			return await turn;
		} catch (error) {
			throw refusalOf(error);
		}
	}

	#opened(): Promise<EarlyJournal> {
		this.#journal ??= EarlyJournal.open(this.#random).catch((error: unknown) => {
			this.#journal = null;
			throw error;
		});
		return this.#journal;
	}
}
