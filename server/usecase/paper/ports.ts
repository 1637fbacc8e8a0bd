import type { Signature } from '#shared/domain/signature/signature.ts';

export interface PaperRow {
	label: string;
	value: string;
}

/** 缴费电子回单 as it is printed. Every word comes from the scheme or the record. */
export interface ReceiptPaper {
	title: string;
	/** 不能作为记账凭证 */
	notice: string;
	rows: PaperRow[];
	amountFen: number;
	/** Where whoever holds the paper can look it up; its code is in no other place. */
	verifyUrl: string;
	/** Of a demo: said on the paper itself. */
	isDemo: boolean;
	printedOn: string;
}

/** 承诺书 as it was signed. */
export interface LetterPaper {
	/** The exact text, the title on its first line. */
	text: string;
	signature: Signature;
	isDemo: boolean;
}

/** What was decided on a claim, as a letter to its owner. */
export interface DecisionPaper {
	title: string;
	/** Whose claim it is, by the scheme's own name. */
	notice: string;
	/** 准予报销 2600 元, or 不予报销. */
	outcome: string;
	rows: PaperRow[];
	/** The sentences that it rests on, verbatim, under the document and the heading that they are from. */
	clauses: { source: string; quotes: string[] }[];
	verifyUrl: string;
	isDemo: boolean;
	printedOn: string;
}

/**
 * Draws papers as PDF. Signs that its typeface lacks are written as their code points, never left out. Rejects with
 * RefusalError `paper.not-drawn`, `server.unavailable`.
 */
export interface PaperPort {
	receipt(paper: ReceiptPaper): Promise<Uint8Array>;
	letter(paper: LetterPaper): Promise<Uint8Array>;
	decision(paper: DecisionPaper): Promise<Uint8Array>;
}
