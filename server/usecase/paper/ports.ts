import type { Signature } from '#shared/domain/signature/signature.ts';

/** 缴费电子回单 as it is printed. Every word comes from the scheme or the record. */
export interface ReceiptPaper {
	title: string;
	/** 不能作为记账凭证 */
	notice: string;
	rows: { label: string; value: string }[];
	amountFen: number;
	/** Where whoever holds the paper can look it up; its code is in no other place. */
	verifyUrl: string;
	/** Of a demo: said on the paper itself. */
	isDemo: boolean;
	printedOn: string;
}

/** 承诺书 as it was signed. */
interface LetterPaper {
	/** The exact text, the title on its first line. */
	text: string;
	signature: Signature;
	isDemo: boolean;
}

/** Draws papers as PDF. Signs that its typeface lacks are written as their code points, never left out. */
export interface PaperPort {
	receipt(paper: ReceiptPaper): Promise<Uint8Array>;
	letter(paper: LetterPaper): Promise<Uint8Array>;
}
