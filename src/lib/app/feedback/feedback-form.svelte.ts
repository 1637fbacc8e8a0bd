import { Feedback } from '#shared/domain/feedback/feedback.ts';
import { RefusalError, type ErrorCode } from '#shared/errors/error-codes.ts';
import type { OwnFeedback } from '#shared/protocol/feedback.ts';
import type { FeedbackPort } from './ports.ts';

const empty = {
	id: null as string | null,
	category: '',
	office: 'centre',
	recordId: null as string | null,
	words: '',
};

/** What is being written, and what was sent. Each change is on the phone before `isKept` says so. */
export class FeedbackForm {
	value = $state.raw({ ...empty });
	/** The newest change is on disk. */
	isKept = $state(false);
	isSending = $state(false);
	isSent = $state(false);
	failure = $state<ErrorCode | null>(null);
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

	async send(): Promise<void> {
		const feedback = this.feedback;
		if (!feedback || this.isSending) return;
		this.isSending = true;
		this.failure = null;
		await this.#writing;
		const id = this.value.id;
		const answer = id === null ? null : await this.#port.send({ id, feedback });
		this.isSending = false;
		if (!answer?.ok) {
			this.failure = answer?.error.code ?? this.failure ?? 'device.storage-lost';
			return;
		}
		await this.#port.dropDraft().catch(() => undefined);
		this.value = { ...empty };
		this.isKept = false;
		this.isSent = true;
		await this.refresh();
	}
}
