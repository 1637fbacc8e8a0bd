import type { App } from '#lib/app/app.ts';
import type { LocalEnrollment } from '#lib/app/views.ts';
import { missingOfStop, stopFormOf, type StopDraftKey } from '#shared/domain/stop/stop-form.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { StopView } from '#shared/protocol/stop.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { DraftWriter } from './draft-writer.svelte.ts';

/** 险种类型, where the draft does not say it yet: the form's own word. */
function insuranceKindOf(scheme: Scheme, { fields }: LocalEnrollment): string {
	if (typeof fields.insuranceKind === 'string') return fields.insuranceKind;
	const all = scheme.form.parts.flatMap(({ steps }) => steps.flatMap((step) => step.fields));
	return all.find(({ key }) => key === 'insuranceKind')?.initial ?? '';
}

/**
 * 停保登记 on the screen. What is typed is kept with the enrollment's draft, offline too; confirming asks the register
 * now, or is refused: nothing of it ever waits in the outbox.
 */
export class StopRegistration {
	readonly #app: Pick<App, 'enrollments' | 'stop' | 'moment'>;
	readonly #scheme: Scheme;
	readonly #writer: DraftWriter;
	#enrollment: LocalEnrollment = $state.raw(null as unknown as LocalEnrollment);
	/** What the server knows of a stop for this enrollment; null: none, or not heard yet. */
	latest = $state.raw<StopView | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	isAsking = $state(false);

	constructor(
		app: Pick<App, 'enrollments' | 'stop' | 'moment'>,
		scheme: Scheme,
		enrollment: LocalEnrollment,
	) {
		this.#app = app;
		this.#scheme = scheme;
		this.#enrollment = enrollment;
		this.#writer = new DraftWriter(enrollment.id, app.enrollments, (draft) => (this.#enrollment = draft));
	}

	readonly missing = $derived.by(() => missingOfStop(this.fields));

	get fields(): LocalEnrollment['fields'] {
		return { ...this.#enrollment.fields, ...this.#writer.pending };
	}

	get saveState() {
		return this.#writer.state;
	}

	/** The day on which it would be confirmed; null before the first contact. */
	get stopOn(): string | null {
		return this.#app.moment.businessDate;
	}

	get insuranceKind(): string {
		return insuranceKindOf(this.#scheme, this.#enrollment);
	}

	text(key: StopDraftKey | 'name' | 'idType' | 'idNumber'): string {
		const value = this.fields[key];
		return typeof value === 'string' ? value : '';
	}

	set(key: StopDraftKey, value: string): void {
		this.#writer.set(key, value);
	}

	/** Whether a stop was asked for before, and what became of it. Offline it stays as it is. */
	async look(): Promise<void> {
		const answer = await this.#app.stop.latest(this.#enrollment.id);
		if (answer.ok) this.latest = answer.value;
	}

	/** Asks the register. The same form of the same day goes under the same id: it stops nothing twice. */
	async confirm(): Promise<void> {
		if (this.isAsking || this.stopOn === null) return;
		const form = stopFormOf(this.fields, this.insuranceKind, this.stopOn);
		if (!form) return;
		this.isAsking = true;
		this.refusal = null;
		await this.#writer.flush();
		const isOpen = this.latest?.state === 'requested' && this.latest.stopOn === form.stopOn;
		const id = isOpen && this.latest ? this.latest.id : newId(systemClock, systemRandom);
		const answer = await this.#app.stop.confirm({
			id,
			enrollmentId: this.#enrollment.id,
			form,
			knowsNotice: true,
			knowsItIsFinal: true,
		});
		if (answer.ok) this.latest = answer.value;
		else {
			this.refusal = answer.error;
			// Changed since it was last sent: the next confirmation is a request of its own.
			if (answer.error.code === 'stop.id-taken') this.latest = null;
			else await this.look();
		}
		this.isAsking = false;
	}
}
