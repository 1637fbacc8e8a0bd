import type { App } from '#lib/app/app.ts';
import { DraftForm } from '#lib/app/enrollment/draft-form.svelte.ts';
import type { LocalDriveDraft, LocalStub } from '#lib/device/sealing/drive-draft.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { LocalRosterStudent } from '#lib/device/sealing/roster-store.ts';
import { RosterList } from './roster-list.svelte.ts';
import { rosterFields, studentOfNumber } from './roster-search.ts';
import { newEntryToken } from './entry-token.ts';
import type { VolunteerDesk } from './volunteer-desk.svelte.ts';

/** The student confirms on this phone before a witness, or later on their own phone. */
export type ConfirmingAct = { kind: 'on-this-phone'; witness: string } | { kind: 'own-phone' };

/** One student at the table: the form over the vault, whether the student is here already, and handing over. */
export class StudentEntry {
	readonly form: DraftForm;
	readonly driveId: string;
	college = $state('');
	/** Of the same student, sealed on this phone before. */
	same = $state.raw<LocalStub[]>([]);
	failure = $state<ErrorCode | null>(null);
	isBusy = $state(false);
	/** For the student's QR, once it is sealed; nowhere else, and gone with this. */
	ownPhoneToken = $state.raw<string | null>(null);
	/** The school's own list, where it gave one. */
	readonly roster: RosterList;
	/** Whom of it the form is about. */
	rosterId = $state<string | null>(null);
	readonly picked = $derived.by(() => this.roster.students.find(({ id }) => id === this.rosterId) ?? null);
	readonly #desk: VolunteerDesk;

	/** Call it while a component is made. */
	constructor(desk: VolunteerDesk, app: App, scheme: Scheme, draft: LocalDriveDraft) {
		this.#desk = desk;
		this.driveId = draft.driveId;
		this.college = draft.college;
		this.rosterId = draft.rosterId;
		this.roster = new RosterList(desk.port);
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

	/** Consent comes first: what the list says of whom was picked before is filled in then. */
	async agreed(): Promise<void> {
		this.suggest();
		if (this.picked) await this.pick(this.picked);
	}

	/** What the school has on record fills the form; the student checks it as everything else. */
	async pick(student: LocalRosterStudent): Promise<void> {
		const fields = rosterFields(this.form.scheme, student);
		this.college = student.college;
		this.rosterId = student.id;
		await this.#trying(async () => {
			await this.form.edit({ fields });
			await this.#desk.port.drives.edit(this.form.id, { rosterId: student.id, college: student.college });
		});
		await this.lookForSame();
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

	/** The student has looked, signed where it is wanted, and said how to confirm. True: it is sealed. */
	async handOver(act: ConfirmingAct): Promise<boolean> {
		this.isBusy = true;
		const isDone = await this.#trying(async () => {
			const { drives } = this.#desk.port;
			if (!(await this.form.flush())) throw new RefusalError({ code: 'device.storage-full' });
			if (!this.form.isComplete) throw new RefusalError({ code: 'enrollment.incomplete' });
			await this.#markInList();
			const schoolConfirmed = this.form.scheme.schoolConfirmation !== null;
			await drives.edit(this.form.id, { schoolConfirmed });
			if (act.kind === 'on-this-phone') await this.#sealWitnessed(act.witness.trim());
			else await this.#sealForOwnPhone();
			this.#desk.lastCollege = this.college.trim();
		});
		this.isBusy = false;
		return isDone;
	}

	/** Typed without being picked: the list is not to wait for this student either. */
	async #markInList(): Promise<void> {
		const student = studentOfNumber(this.roster.students, this.form.text('studentNumber'));
		if (!student || this.rosterId === student.id) return;
		await this.#desk.port.drives.edit(this.form.id, { rosterId: student.id });
		this.rosterId = student.id;
	}

	async #sealWitnessed(witness: string): Promise<void> {
		await this.#desk.port.drives.handOver(this.form.id, { kind: 'on-this-phone', witness });
		this.#desk.lastWitness = witness;
	}

	async #sealForOwnPhone(): Promise<void> {
		const token = newEntryToken(systemRandom);
		const tokenHash = await sha256Hex(token);
		await this.#desk.port.drives.handOver(this.form.id, { kind: 'own-phone', tokenHash });
		this.ownPhoneToken = token;
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
