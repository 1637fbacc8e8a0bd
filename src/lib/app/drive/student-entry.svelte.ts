import type { App } from '#lib/app/app.ts';
import { DraftForm } from '#lib/app/enrollment/draft-form.svelte.ts';
import type { LocalDriveDraft, LocalStub } from '#lib/device/sealing/drive-draft.ts';
import { RefusalError, type ErrorCode } from '#shared/errors/error-codes.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { VolunteerDesk } from './volunteer-desk.svelte.ts';

/** One student at the table: the form over the vault, whether the student is here already, and handing over. */
export class StudentEntry {
	readonly form: DraftForm;
	readonly driveId: string;
	college = $state('');
	/** Of the same student, sealed on this phone before. */
	same = $state.raw<LocalStub[]>([]);
	failure = $state<ErrorCode | null>(null);
	isBusy = $state(false);
	readonly #desk: VolunteerDesk;

	/** Call it while a component is made. */
	constructor(desk: VolunteerDesk, app: App, scheme: Scheme, draft: LocalDriveDraft) {
		this.#desk = desk;
		this.driveId = draft.driveId;
		this.college = draft.college;
		const { drives } = desk.port;
		this.form = new DraftForm({ sync: app.sync, moment: app.moment, enrollments: drives }, scheme, draft);
		void this.lookForSame();
	}

	/** First suggestions of the scheme for what was not touched yet. */
	suggest(): void {
		const { scheme, fields } = this.form;
		const steps = scheme.form.parts.flatMap((part) => part.steps);
		const asked = steps.flatMap((step) => this.form.asked(step));
		const suggested = asked.filter(
			({ key, initial, control }) => initial && control !== 'fixed' && !(key in fields),
		);
		if (suggested.length === 0) return;
		const initials = Object.fromEntries(suggested.map(({ key, initial }) => [key, initial ?? null]));
		void this.form.edit({ fields: initials });
	}

	async chooseCollege(college: string): Promise<void> {
		this.college = college;
		await this.#trying(() => this.#desk.port.drives.edit(this.form.id, { college: college.trim() }));
	}

	async lookForSame(): Promise<void> {
		await this.#trying(async () => {
			this.same = await this.#desk.port.drives.sameStudent(this.form.id);
		});
	}

	/** The student has checked, signed where it is wanted, and confirmed before `witness`. True: it is sealed. */
	async handOver(witness: string): Promise<boolean> {
		this.isBusy = true;
		const isDone = await this.#trying(async () => {
			const { drives } = this.#desk.port;
			if (!(await this.form.flush())) throw new RefusalError({ code: 'device.storage-full' });
			if (!this.form.isComplete) throw new RefusalError({ code: 'enrollment.incomplete' });
			const schoolConfirmed = this.form.scheme.schoolConfirmation !== null;
			await drives.edit(this.form.id, { schoolConfirmed });
			await drives.handOver(this.form.id, { kind: 'on-this-phone', witness: witness.trim() });
			[this.#desk.lastCollege, this.#desk.lastWitness] = [this.college.trim(), witness.trim()];
		});
		this.isBusy = false;
		return isDone;
	}

	/** The student went away, or does not agree: nothing of the form stays. */
	remove(): Promise<boolean> {
		return this.#trying(() => this.#desk.port.drives.remove(this.form.id));
	}

	async #trying(work: () => Promise<unknown>): Promise<boolean> {
		try {
			this.failure = null;
			await work();
			return true;
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			this.failure = error.refusal.code;
			return false;
		}
	}
}
