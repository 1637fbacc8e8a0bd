import {
	PaperJudgement,
	standingVerdicts,
	type JudgedPaper,
	type Verdict,
} from '#shared/domain/claim/claim-review.ts';
import { withoutEmpty } from '#shared/domain/claim/claim.ts';
import type { ClaimCase } from '#shared/protocol/claim-review.ts';

/** What the reviewer says of each paper, until it is sent; what was accepted before and is unchanged stands. */
export class VerdictDraft {
	readonly #case: () => ClaimCase | null;
	#said = $state.raw<Record<string, PaperJudgement>>({});

	constructor(given: () => ClaimCase | null) {
		this.#case = given;
	}

	/** The verdict of before that is about the very pages that are there. */
	standing(paper: string): JudgedPaper | null {
		return this.#standing().get(paper) ?? null;
	}

	/** Whether somebody has judged it before, and other pages stand there now. */
	isReplaced(paper: string): boolean {
		return this.#earlier().some((one) => one.paper === paper) && this.standing(paper) === null;
	}

	of(paper: string): PaperJudgement | null {
		return this.#said[paper] ?? null;
	}

	/** What stands or was said now. */
	verdict(paper: string): Verdict | null {
		return this.#said[paper]?.verdict ?? this.standing(paper)?.verdict ?? null;
	}

	say(paper: string, said: Partial<Omit<PaperJudgement, 'paper'>>): void {
		const earlier = this.#said[paper] ?? { paper, verdict: 'accepted', code: null, words: '' };
		const next = { ...earlier, ...said };
		if (next.verdict === 'accepted') Object.assign(next, { code: null, words: '' });
		else next.code ??= 'unclear';
		this.#said = { ...this.#said, [paper]: next };
	}

	acceptOthers(): void {
		for (const paper of this.#papers()) if (this.verdict(paper) === null) this.say(paper, {});
	}

	get judgements(): PaperJudgement[] {
		return Object.values(this.#said);
	}

	get questioned(): number {
		return this.judgements.filter(({ verdict }) => verdict === 'questioned').length;
	}

	/** Every paper accepted, now or before. */
	get isAllAccepted(): boolean {
		return this.#papers().every((paper) => this.verdict(paper) === 'accepted');
	}

	/** Whether everything said has its reason. */
	get isWhole(): boolean {
		return this.judgements.every((judgement) => PaperJudgement.safeParse(judgement).success);
	}

	clear(): void {
		this.#said = {};
	}

	#papers(): string[] {
		return Object.keys(this.#case()?.documents ?? {});
	}

	#earlier(): JudgedPaper[] {
		return (this.#case()?.acts ?? []).flatMap(({ content }) => ('papers' in content ? content.papers : []));
	}

	#standing() {
		return standingVerdicts(this.#earlier(), withoutEmpty(this.#case()?.documents ?? {}));
	}
}
