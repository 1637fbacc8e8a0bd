import { Feedback, maxFeedbackPictures } from '#shared/domain/feedback/feedback.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { OwnFeedback } from '#shared/protocol/feedback.ts';
import type { FeedbackPort } from './ports.ts';

const empty = {
	id: null as string | null,
	category: '',
	office: 'centre',
	recordId: null as string | null,
	words: '',
	pictures: [] as string[],
};

/** What is being written, and what was sent. Each change is on the phone before `isKept` says so. */
export class FeedbackForm {
	value = $state.raw({ ...empty });
	/** The newest change is on disk. */
	isKept = $state(false);
	isSending = $state(false);
	isSent = $state(false);
	failure = $state<ErrorCode | null>(null);
	/** Why a picture was not added; `too-many`: there are as many as may be. */
	pictureFailure = $state<ErrorCode | 'too-many' | null>(null);
	isAdding = $state(false);
	/** The picture that goes up now, counted from 1, and which part of it is there. */
	sending = $state.raw<{ number: number; part: number } | null>(null);
	own = $state.raw<OwnFeedback | null>(null);
	/** The list is from the phone's memory: the server could not be asked. */
	isStale = $state(false);
	#writing: Promise<void> = Promise.resolve();
	readonly #port: FeedbackPort;
	readonly #account: string;

	constructor(port: FeedbackPort, account: string) {
		this.#port = port;
		this.#account = account;
	}

	/** Complete enough to be sent; the same check as the server's. */
	get feedback(): Feedback | null {
		const { id: _, ...given } = this.value;
		const parsed = Feedback.safeParse(given);
		return parsed.success ? parsed.data : null;
	}

	async start(): Promise<void> {
		const draft = await this.#port.draft().catch(() => null);
		if (draft && this.value.words === '') {
			this.value = draft;
			this.isKept = true;
		}
		this.own ??= await this.#port.kept(this.#account);
		await this.refresh();
	}

	async refresh(): Promise<void> {
		const answer = await this.#port.own(this.#account);
		this.isStale = !answer.ok;
		if (answer.ok) this.own = answer.value;
	}

	set(change: Partial<Omit<typeof empty, 'id'>>): void {
		this.value = { ...this.value, ...change };
		this.isKept = false;
		this.isSent = false;
		// One after the other: the last one written is the last one typed.
		this.#writing = this.#writing.then(() => this.#keep()).catch(() => undefined);
	}

	async #keep(): Promise<void> {
		try {
			const { id } = await this.#port.keepDraft(this.value);
			const isNewest = this.value.id === null || this.value.id === id;
			this.value = { ...this.value, id };
			this.isKept = isNewest;
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.failure = error.refusal.code;
		}
	}

	/** Puts pictures beside the words, one after the other. */
	async addPictures(files: readonly File[]): Promise<void> {
		this.isAdding = true;
		this.pictureFailure = null;
		try {
			for (const file of files) {
				if (this.value.pictures.length >= maxFeedbackPictures) {
					this.pictureFailure = 'too-many';
					return;
				}
				const added = await this.#port.addPicture(file);
				if (!added.ok) this.pictureFailure = added.error;
				else if (!this.value.pictures.includes(added.value)) {
					this.set({ pictures: [...this.value.pictures, added.value] });
				}
			}
		} finally {
			this.isAdding = false;
		}
	}

	async dropPicture(hash: string): Promise<void> {
		this.set({ pictures: this.value.pictures.filter((one) => one !== hash) });
		await this.#writing;
		await this.#port.dropPicture(hash);
	}

	/** From this phone, or of what was sent from the server; null: neither has it now. */
	picture(hash: string, feedbackId: string | null = null): Promise<Blob | null> {
		return this.#port.picture(hash, feedbackId);
	}

	async send(): Promise<void> {
		const feedback = this.feedback;
		if (!feedback || this.isSending) return;
		this.isSending = true;
		this.failure = null;
		await this.#writing;
		const refused = await this.#sendAll(feedback);
		this.isSending = false;
		this.sending = null;
		if (refused) {
			this.failure = refused;
			return;
		}
		await this.#port.dropDraft().catch(() => undefined);
		this.value = { ...empty };
		this.isKept = false;
		this.isSent = true;
		await this.refresh();
	}

	/** The pictures, and then the words that name them. Null: the server has it all. */
	async #sendAll(feedback: Feedback): Promise<ErrorCode | null> {
		const { id } = this.value;
		if (id === null) return this.failure ?? 'device.storage-lost';
		for (const [i, hash] of feedback.pictures.entries()) {
			this.sending = { number: i + 1, part: 0 };
			const sent = await this.#port.sendPicture(hash, (part) => (this.sending = { number: i + 1, part }));
			if (!sent.ok) return sent.error.code;
		}
		const answer = await this.#port.send({ id, feedback });
		return answer.ok ? null : answer.error.code;
	}
}
