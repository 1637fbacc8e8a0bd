import { BillJudgements, type BillJudgement, type JudgedBill } from '#shared/domain/claim/claim-review.ts';
import { formatYuan } from '#shared/std/money.ts';
import { parseYuan } from '#shared/std/parse-yuan.ts';

/** One bill as it is typed: amounts in yuan, as text. */
export interface TypedBill {
	number: string;
	asked: string;
	/** Empty: as much as was asked. */
	adjusted: string;
	verdict: BillJudgement['verdict'];
	code: BillJudgement['code'];
	words: string;
}

const blank: TypedBill = { number: '', asked: '', adjusted: '', verdict: 'accepted', code: null, words: '' };

/** The bills of a claim while the reviewer writes them down. */
export class BillDraft {
	/** The paper that holds them. */
	paper = '';
	rows = $state.raw<TypedBill[]>([blank]);

	/** Begins with what was taken last. */
	begin(paper: string, bills: readonly JudgedBill[]): void {
		this.paper = paper;
		const typed = bills.map(({ number, askedFen, adjustedFen, verdict, code, words }) => ({
			number,
			asked: formatYuan(askedFen),
			adjusted: adjustedFen === askedFen ? '' : formatYuan(adjustedFen),
			verdict,
			code,
			words,
		}));
		this.rows = typed.length > 0 ? typed : [blank];
	}

	add(): void {
		this.rows = [...this.rows, blank];
	}

	remove(index: number): void {
		this.rows = this.rows.filter((_, i) => i !== index);
	}

	say(index: number, said: Partial<TypedBill>): void {
		this.rows = this.rows.map((row, i) => (i === index ? { ...row, ...said } : row));
	}

	/** Why not all of it counts; null where all does, or nothing is known yet. */
	reasonOf(index: number): BillJudgement['code'] {
		return this.#judgement(this.rows[index] ?? blank)?.code ?? null;
	}

	/** Null while something is missing or wrong. */
	get judgements(): BillJudgement[] | null {
		const bills = this.rows.map((row) => this.#judgement(row));
		const parsed = BillJudgements.safeParse(bills);
		return parsed.success && parsed.data.length > 0 ? parsed.data : null;
	}

	get questioned(): number {
		return this.rows.filter(({ verdict }) => verdict === 'questioned').length;
	}

	#judgement({ number, asked, adjusted, verdict, code, words }: TypedBill): BillJudgement | null {
		const askedFen = parseYuan(asked);
		const counted = parseYuan(adjusted);
		if (!askedFen.ok || (!counted.ok && counted.error !== 'empty')) return null;
		const adjustedFen = verdict === 'refused' ? 0 : counted.ok ? counted.value : askedFen.value;
		const isWhole = verdict === 'accepted' && adjustedFen === askedFen.value;
		return {
			paper: this.paper,
			number,
			askedFen: askedFen.value,
			adjustedFen,
			verdict,
			code: isWhole ? null : (code ?? (verdict === 'accepted' ? 'part-not-eligible' : 'not-eligible')),
			words: isWhole ? '' : words,
		};
	}
}
