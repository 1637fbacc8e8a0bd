import type { Refusal } from '#shared/errors/refusal.ts';
import type { RosterChoice, RosterPart } from '#shared/protocol/drive-roster.ts';
import { Question } from '../question.svelte.ts';
import type { DriveDeskPort } from './ports.ts';
import { collegesOf, type CollegeRow } from './roster-colleges.ts';

/** Which colleges and classes of its roster a school gives to a drive's phones. */
export class RosterChosen {
	readonly #desk: () => Promise<DriveDeskPort>;
	readonly #driveId: string;
	readonly question = new Question<RosterChoice>();
	/** Whole, or by some of their classes. */
	parts = $state.raw<RosterPart[]>([]);
	hasIdNumbers = $state(false);
	isBusy = $state(false);
	isDone = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	readonly colleges: CollegeRow[] = $derived.by(() => collegesOf(this.question.value?.classes ?? []));
	readonly count = $derived(
		this.colleges.reduce(
			(all, { college, count, classes }) =>
				all +
				(this.isWhole(college)
					? count
					: classes
							.filter(({ className }) => this.#has(college, className))
							.reduce((sum, each) => sum + each.count, 0)),
			0,
		),
	);

	constructor(desk: () => Promise<DriveDeskPort>, driveId: string) {
		this.#desk = desk;
		this.#driveId = driveId;
	}

	async load(): Promise<void> {
		await this.question.ask(async () => (await this.#desk()).rosterChoice(this.#driveId));
		this.#show(this.question.value);
	}

	isWhole(college: string): boolean {
		return this.parts.some((part) => part.college === college && part.className === null);
	}

	hasClass(college: string, className: string): boolean {
		return this.isWhole(college) || this.#has(college, className);
	}

	setWhole(college: string, isWanted: boolean): void {
		const others = this.parts.filter((part) => part.college !== college);
		this.parts = isWanted ? [...others, { college, className: null }] : others;
		this.isDone = false;
	}

	/** A class less than the whole college is each of the others by itself; all of them are the whole. */
	setClass(college: string, className: string, isWanted: boolean): void {
		const row = this.colleges.find((each) => each.college === college);
		const wanted = (row?.classes ?? [])
			.map((each) => each.className)
			.filter((name) => (name === className ? isWanted : this.hasClass(college, name)));
		const others = this.parts.filter((part) => part.college !== college);
		const isAll = wanted.length === row?.classes.length;
		const own = isAll ? [null] : wanted;
		this.parts = [...others, ...own.map((name) => ({ college, className: name }))];
		this.isDone = false;
	}

	async save(): Promise<void> {
		if (this.isBusy) return;
		this.isBusy = true;
		this.refusal = null;
		this.isDone = false;
		const input = { driveId: this.#driveId, parts: this.parts, hasIdNumbers: this.hasIdNumbers };
		const answer = await (await this.#desk()).chooseRoster(input);
		this.isBusy = false;
		this.isDone = answer.ok;
		if (answer.ok) this.#show(answer.value);
		else this.refusal = answer.error;
	}

	#has(college: string, className: string): boolean {
		return this.parts.some((part) => part.college === college && part.className === className);
	}

	#show(choice: RosterChoice | null): void {
		this.parts = choice?.chosen?.parts ?? [];
		this.hasIdNumbers = choice?.chosen?.hasIdNumbers ?? false;
	}
}
