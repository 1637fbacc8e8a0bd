import type { EnrollmentEdit, EnrollmentStore, LocalEnrollment } from '#lib/device/types.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { unsavedForms } from './unsaved-forms.ts';

export type SaveState = 'saved' | 'saving' | { failed: ErrorCode };

/** Nothing typed for so long, and all of it on the device: then it is said. */
const saidAfterMs = 250;
/** What the phone had no room for is tried again, until there is some. */
const saveAgainMs = 3_000;

/**
 * Brings what is typed into one draft onto the device: each change at once, or right after the write that is under way.
 * A page may go with the next tap, and what it began when it was told to go would be too late. `state` is `saved`
 * only when the device has said so.
 */
export class DraftWriter {
	state = $state.raw<SaveState>('saved');
	/** Typed, and not on the device yet. */
	pending: DraftFields = $state.raw({});
	readonly #id: string;
	readonly #store: Pick<EnrollmentStore, 'edit'>;
	readonly #onWritten: (draft: LocalEnrollment) => void;
	/** A place to come back to that the device would not take. */
	#pendingStep: string | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isTyping = false;
	#isDraining = false;
	#isRefused = false;
	#writing: Promise<boolean> = Promise.resolve(true);

	/** Takes over what an earlier form of this draft could not save. */
	constructor(id: string, store: Pick<EnrollmentStore, 'edit'>, onWritten: (draft: LocalEnrollment) => void) {
		this.#id = id;
		this.#store = store;
		this.#onWritten = onWritten;
		const before = unsavedForms.get(id);
		if (!before) return;
		this.pending = before.handOver();
		this.#flushWithin(0);
	}

	get holdsUnsaved(): boolean {
		return Object.keys(this.pending).length > 0;
	}

	set(key: string, value: FieldValue): void {
		this.pending = { ...this.pending, [key]: value === '' ? null : value };
		this.state = 'saving';
		this.#isTyping = true;
		this.#flushWithin(saidAfterMs);
		// A full phone is not asked again with every letter.
		if (!this.#isRefused) void this.#drain();
	}

	/** Writes what is pending; true when everything is on the device. */
	async flush(): Promise<boolean> {
		clearTimeout(this.#timer);
		this.#isTyping = false;
		if (!this.holdsUnsaved && this.#pendingStep === null) {
			// A signature that could not be saved is no reason to hold up the next try: its own page holds it.
			await this.#writing;
			this.#say();
			return !this.holdsUnsaved;
		}
		return this.edit({
			...(this.holdsUnsaved ? { fields: this.pending } : {}),
			...(this.#pendingStep === null ? {} : { step: this.#pendingStep }),
		});
	}

	/** One change, after those before it; the promise is true when it is on the device. Never rejects. */
	edit(edit: EnrollmentEdit): Promise<boolean> {
		this.state = 'saving';
		return this.#after(edit);
	}

	/** Gives what the device would not take to the next form of this draft, and stops trying itself. */
	handOver(): DraftFields {
		clearTimeout(this.#timer);
		unsavedForms.delete(this.#id);
		const left = this.pending;
		this.pending = {};
		this.#pendingStep = null;
		return left;
	}

	async #drain(): Promise<void> {
		if (this.#isDraining) return;
		this.#isDraining = true;
		try {
			while (this.holdsUnsaved && (await this.#after({ fields: this.pending })));
		} finally {
			this.#isDraining = false;
		}
	}

	#after(edit: EnrollmentEdit): Promise<boolean> {
		this.#writing = this.#writing.then(() => this.#write(edit));
		return this.#writing;
	}

	async #write(edit: EnrollmentEdit): Promise<boolean> {
		try {
			const draft = await this.#store.edit(this.#id, edit);
			this.#onWritten(draft);
			if (edit.step !== undefined) this.#pendingStep = null;
			const written = edit.fields ?? {};
			// What was typed while this was being written is still pending.
			this.pending = Object.fromEntries(
				Object.entries(this.pending).filter(([key, value]) => written[key] !== value),
			);
			this.#isRefused = false;
			this.#say();
			unsavedForms.delete(this.#id);
			return true;
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.#notWritten(edit, error.refusal.code);
			return false;
		}
	}

	/** A word that comes and goes with each letter would be read aloud with each letter. */
	#say(): void {
		if (!this.holdsUnsaved && !this.#isTyping && this.state === 'saving') this.state = 'saved';
	}

	/** Keeps what was typed. A signature or a consent stays with its own page: giving it is an act, and not repeated by itself. */
	#notWritten(edit: EnrollmentEdit, code: ErrorCode): void {
		this.state = { failed: code };
		this.#isRefused = true;
		if (edit.signature !== undefined || edit.consent !== undefined) return;
		this.pending = { ...edit.fields, ...this.pending };
		this.#pendingStep ??= edit.step ?? null;
		if (code !== 'device.storage-full') return;
		unsavedForms.set(this.#id, this);
		this.#flushWithin(saveAgainMs);
	}

	#flushWithin(delayMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), delayMs);
	}
}
