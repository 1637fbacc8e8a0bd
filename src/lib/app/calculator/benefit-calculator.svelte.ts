import { benefitSum, decideBenefit } from '#shared/rules/index.ts';
import type { BenefitDecision } from '#shared/domain/decision/decision.ts';
import type { BenefitFacts } from '#shared/domain/decision/facts.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Fen } from '#shared/std/money.ts';
import { parseYuan, type YuanProblem } from '#shared/std/parse-yuan.ts';
import type { BenefitSum } from './benefit-result.ts';

export type BenefitKind = BenefitFacts['kind'];

/**
 * What a person types into a benefit calculator, and what the rules make of it. It lives on its page alone:
 * no amount is kept, sent or put into an address.
 */
export class BenefitCalculator {
	readonly scheme: Scheme;
	readonly kind: BenefitKind;
	typed = $state('');
	level = $state('');
	amountProblem = $state<YuanProblem | null>(null);
	isLevelMissing = $state(false);
	result = $state.raw<{ decision: BenefitDecision; sum: BenefitSum } | null>(null);

	constructor(scheme: Scheme, kind: BenefitKind) {
		this.scheme = scheme;
		this.kind = kind;
	}

	get asksLevel(): boolean {
		return this.kind === 'inpatient';
	}

	get hasProblem(): boolean {
		return this.amountProblem !== null || this.isLevelMissing;
	}

	type(text: string): void {
		this.typed = text;
		this.amountProblem = null;
		this.result = null;
	}

	choose(level: string): void {
		this.level = level;
		this.isLevelMissing = false;
		this.result = null;
	}

	/** Answers with the result, or says what is wrong with what was typed. */
	run(): void {
		const amount = parseYuan(this.typed);
		this.amountProblem = amount.ok ? null : amount.error;
		this.isLevelMissing = this.asksLevel && this.level === '';
		this.result = null;
		if (!amount.ok || this.isLevelMissing) return;
		const facts = this.#facts(amount.value);
		const sum = benefitSum(this.scheme, facts);
		if (sum) this.result = { decision: decideBenefit(this.scheme, facts), sum };
	}

	#facts(fen: Fen): BenefitFacts {
		switch (this.kind) {
			case 'inpatient':
				return { kind: this.kind, level: this.level as 'city', eligibleFen: fen };
			case 'accident-outpatient':
				return { kind: this.kind, eligibleFen: fen };
			case 'major-illness':
				return { kind: this.kind, ownEligibleFen: fen };
		}
	}
}
