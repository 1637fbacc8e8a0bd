import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { CorrectionChanges, CorrectionCode } from '#shared/domain/review/correction.ts';
import type { FormField, Scheme } from '#shared/policy/scheme.ts';
import { correctableFields, fieldText } from '#shared/rules/index.ts';

export interface NewCorrection {
	changes: CorrectionChanges;
	code: CorrectionCode;
	words: string;
}

/** A correction while the reviewer writes it: the fields that may be corrected, and what is to stand there. */
export class CorrectionDraft {
	readonly #given: () => { scheme: Scheme | null; fields: DraftFields; isSigned: boolean };
	#values: Record<string, string> = $state.raw({});
	code = $state<CorrectionCode | null>(null);
	words = $state('');

	constructor(given: () => { scheme: Scheme | null; fields: DraftFields; isSigned: boolean }) {
		this.#given = given;
	}

	get options(): FormField[] {
		const { scheme, fields, isSigned } = this.#given();
		return scheme ? correctableFields(scheme, { fields, isSigned }) : [];
	}

	/** What stands there now, as the form writes it. */
	was(key: string): string {
		return fieldText(this.#given().fields, key);
	}

	/** Undefined while this field is not to be corrected. */
	value(key: string): string | undefined {
		return this.#values[key];
	}

	tick(key: string, isTicked: boolean): void {
		const { [key]: _, ...others } = this.#values;
		this.#values = isTicked ? { ...others, [key]: this.was(key) } : others;
	}

	say(key: string, value: string): void {
		this.#values = { ...this.#values, [key]: value };
	}

	/** Null while something is missing: every ticked field must differ, with a reason and words. */
	get correction(): NewCorrection | null {
		const changes = Object.entries(this.#values)
			.filter(([key, value]) => value !== this.was(key))
			.map(([field, value]) => ({ field, value: value === '' ? null : value }));
		const isWhole = changes.length > 0 && changes.length === Object.keys(this.#values).length;
		const words = this.words.trim();
		return isWhole && this.code !== null && words !== '' ? { changes, code: this.code, words } : null;
	}

	clear(): void {
		this.#values = {};
		this.code = null;
		this.words = '';
	}
}
