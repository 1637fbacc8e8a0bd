import { createContext } from 'svelte';
import type { App } from '#lib/app/app.ts';
import type { EnrollmentEdit, EnrollmentStore, LocalEnrollment } from '#lib/device/types.ts';
import type { EnrollmentDecision } from '#shared/domain/decision/decision.ts';
import type { DraftFields, FieldValue } from '#shared/domain/enrollment/fields.ts';
import { isEditable } from '#shared/domain/enrollment/state.ts';
import type { FormField, FormPart, Scheme } from '#shared/policy/scheme.ts';
import {
	decideEnrollment,
	factsFromFields,
	fieldText,
	formParts,
	isAsked,
	isFormComplete,
	letterNeeded,
	renderLetter,
	withFixedFields,
	type FieldProblem,
	type PartStatus,
} from '#shared/rules/draft.ts';
import { shanghaiDate } from '#shared/std/date.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { DraftWriter, type SaveState } from './draft-writer.svelte.ts';
import { reviewQuestions, withQuestions, type ReviewQuestion } from './questions.ts';

type FormStep = FormPart['steps'][number];

/** What a form needs of the app; its store may be a volunteer's vault. */
type FormApp = Pick<App, 'moment' | 'sync'> & { enrollments: Pick<EnrollmentStore, 'edit'> };

/**
 * One draft on the screen: what is stored with what was typed since on top, judged by the scheme's rules. Every
 * change goes to the device at once (`DraftWriter`).
 */
export class DraftForm {
	readonly scheme: Scheme;
	readonly id: string;
	readonly #app: FormApp;
	#draft: LocalEnrollment = $state.raw() as LocalEnrollment;
	readonly #writer: DraftWriter;
	/** SHA-256 of the letter's present text; null while it is being computed or cannot be. */
	#letterHash = $state<string | null>(null);

	readonly fields: DraftFields = $derived.by(() => ({ ...this.#draft.fields, ...this.#writer.pending }));
	/** The last known business date; before the first contact the device's day bounds a birth date, and nothing else. */
	readonly date: string = $derived.by(() => this.#app.moment.businessDate ?? shanghaiDate(Date.now()));
	/** Where the business date stands to the scheme's; what is not known yet stops nobody. */
	readonly standing: 'not-yet' | 'in-force' | 'over' = $derived.by(() => {
		const today = this.#app.moment.businessDate;
		const { from, to } = this.scheme.inForce;
		if (today === null || (from <= today && today <= to)) return 'in-force';
		return today < from ? 'not-yet' : 'over';
	});
	readonly school: Scheme['schools'][number] | null = $derived.by(
		() => this.scheme.schools.find(({ code }) => code === this.#draft.schoolCode) ?? null,
	);
	readonly schoolName: string = $derived.by(() => this.school?.name ?? '');
	readonly letter = $derived.by(() =>
		letterNeeded(this.scheme, this.fields)
			? renderLetter(this.scheme, { fields: this.fields, schoolName: this.schoolName })
			: null,
	);
	readonly letterSigned: boolean = $derived.by(
		() => this.#draft.signature !== null && this.#draft.signature.textHash === this.#letterHash,
	);
	/** It was signed once (only signing dates the letter) and no signature stands under the present text. */
	readonly signatureFell: boolean = $derived.by(
		() =>
			this.letter !== null &&
			fieldText(this.fields, 'letterDate') !== '' &&
			!this.letterSigned &&
			(this.#draft.signature === null || this.#letterHash !== null),
	);
	readonly #answered: PartStatus[] = $derived.by(() =>
		formParts(this.scheme, this.fields, { date: this.date, letterSigned: this.letterSigned }),
	);
	/** What a reviewer asked to be mended, while it is not submitted again. */
	readonly questions: ReviewQuestion[] = $derived.by(() =>
		reviewQuestions(this.#draft, {
			fields: this.fields,
			isSigned: this.letter === null || this.letterSigned,
		}),
	);
	readonly parts: PartStatus[] = $derived.by(() => withQuestions(this.#answered, this.questions));
	/** A question alone holds nobody up: what was right may be submitted as it stands. */
	readonly isComplete: boolean = $derived.by(() => isFormComplete(this.#answered));
	/** What the same rules as the server's say here and now, the school's question taken as answered. */
	readonly advice: EnrollmentDecision = $derived.by(
		() =>
			decideEnrollment(
				this.scheme,
				factsFromFields(this.scheme, {
					fields: this.fields,
					date: this.date,
					schoolConfirmed: true,
					letterSigned: this.letterSigned,
				}).facts,
			).decision,
	);
	/** Submitted on this phone, and nothing of it has left: a change takes the submission back. */
	readonly isSubmittedHere: boolean = $derived.by(
		() =>
			this.#draft.submission !== null &&
			(this.#draft.progress === 'local-only' || this.#draft.progress === 'waiting'),
	);
	/** Whether the person may still change it: not once the submission is on its way. */
	readonly isOpen: boolean = $derived.by(
		() =>
			!this.#app.sync.isOutdated &&
			(this.#draft.submission === null || this.isSubmittedHere) &&
			(this.#draft.server === null || isEditable(this.#draft.server.state)),
	);

	constructor(app: FormApp, scheme: Scheme, draft: LocalEnrollment) {
		this.#app = app;
		this.scheme = scheme;
		this.id = draft.id;
		this.#draft = draft;
		this.#writer = new DraftWriter(draft.id, app.enrollments, (written) => this.follow(written));
		$effect(() => {
			const text = this.letter?.text;
			this.#letterHash = null;
			if (text !== undefined) void this.#hashLetter(text);
		});
	}

	get saveState(): SaveState {
		return this.#writer.state;
	}

	/** Something typed is not on the device yet. */
	get holdsUnsaved(): boolean {
		return this.#writer.holdsUnsaved;
	}

	get draft(): LocalEnrollment {
		return this.#draft;
	}

	/** The device's newest word: another tab or the server may have changed the draft. A reading that a write has overtaken is passed over. */
	follow(draft: LocalEnrollment): void {
		const isOlder = draft.owner === this.#draft.owner && draft.revision < this.#draft.revision;
		if (!isOlder) this.#draft = draft;
	}

	text(key: string): string {
		return fieldText(withFixedFields(this.scheme, this.fields), key);
	}

	/** Takes a change, and begins to write it. */
	set(key: string, value: FieldValue): void {
		this.#writer.set(key, value);
	}

	/** Writes what is pending; true when everything is on the device. */
	flush(): Promise<boolean> {
		return this.#writer.flush();
	}

	/** One change, after those before it; the promise is true when it is on the device. Never rejects. */
	edit(edit: EnrollmentEdit): Promise<boolean> {
		return this.#writer.edit(edit);
	}

	/** The fields of a step that are asked now. */
	asked(step: FormStep): FormField[] {
		return step.fields.filter((field) => isAsked(field, this.fields));
	}

	problemsOf(part: FormPart, step: FormStep): FieldProblem[] {
		const keys = step.fields.map(({ key }) => key);
		const status = this.parts.find(({ key }) => key === part.key);
		return status?.problems.filter(({ key }) => keys.includes(key)) ?? [];
	}

	/** The reviewer's open question about this field, if there is one. */
	questionOf(key: string): ReviewQuestion | undefined {
		return this.questions.find(({ field, isMet }) => field === key && !isMet);
	}

	/** Where the person goes on after this step: the part's next asked step, else null. */
	stepAfter(part: FormPart, step: FormStep): FormStep | null {
		const later = part.steps.slice(part.steps.indexOf(step) + 1);
		return later.find((candidate) => this.asked(candidate).length > 0) ?? null;
	}

	/** First suggestions of the scheme for fields not touched yet, and the place to come back to. */
	enter(part: FormPart, step: FormStep): void {
		const suggested = this.asked(step).filter(
			({ key, initial, control }) => initial && control !== 'fixed' && !(key in this.fields),
		);
		const fields = Object.fromEntries(suggested.map(({ key, initial }) => [key, initial ?? null]));
		void this.edit({ step: `${part.key}/${step.key}`, ...(suggested.length > 0 ? { fields } : {}) });
	}

	async #hashLetter(text: string): Promise<void> {
		const hash = await sha256Hex(text);
		if (this.letter?.text === text) this.#letterHash = hash;
	}
}

export const [getDraftForm, setDraftForm] = createContext<DraftForm>();
