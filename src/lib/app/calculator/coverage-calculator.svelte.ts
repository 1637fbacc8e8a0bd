import { decideCoverage, firstDayAfterWait } from '#shared/rules/index.ts';
import type { CoverageDecision } from '#shared/domain/decision/decision.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { isIsoDate } from '#shared/std/date.ts';

type DateProblem = 'empty' | 'impossible';

export interface CoverageResult {
	decision: CoverageDecision;
	/** The first day after the wait; null: there is none. */
	waitEndsOn: string | null;
}

/** When benefits start: by the day of payment, or by the entry year where the scheme goes by that. */
export class CoverageCalculator {
	readonly scheme: Scheme;
	paidOn = $state('');
	entryYear = $state('');
	dateProblem = $state<DateProblem | null>(null);
	isYearMissing = $state(false);
	result = $state.raw<CoverageResult | null>(null);

	constructor(scheme: Scheme) {
		this.scheme = scheme;
	}

	/** The scheme's start hangs on when one entered, not on when one paid. */
	get asksYear(): boolean {
		return this.scheme.benefits.fromForEntryYears !== null;
	}

	pay(on: string): void {
		this.paidOn = on;
		this.dateProblem = null;
		this.result = null;
	}

	enter(year: string): void {
		this.entryYear = year;
		this.isYearMissing = false;
		this.result = null;
	}

	run(): void {
		this.result = null;
		if (this.asksYear) {
			this.isYearMissing = this.entryYear === '';
			if (this.isYearMissing) return;
			// The day plays no part where the entry year decides.
			this.#decide({ paidOn: this.scheme.payment.opens, student: { entryYear: Number(this.entryYear) } });
			return;
		}
		this.dateProblem = this.paidOn === '' ? 'empty' : isIsoDate(this.paidOn) ? null : 'impossible';
		if (!this.dateProblem) this.#decide({ paidOn: this.paidOn });
	}

	#decide(facts: { paidOn: string; student?: { entryYear: number } }): void {
		const decision = decideCoverage(this.scheme, facts);
		const { waiting } = this.scheme.conditions;
		const waitEndsOn = waiting && decision.waitingDays ? firstDayAfterWait(waiting, facts.paidOn) : null;
		this.result = { decision, waitEndsOn };
	}
}
