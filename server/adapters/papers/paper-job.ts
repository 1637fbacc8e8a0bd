import type { DecisionPaper, LetterPaper, ReceiptPaper } from '#server/usecase/paper/ports.ts';

/** What is handed to the process that draws. */
export type PaperJob = { receipt: ReceiptPaper } | { letter: LetterPaper } | { decision: DecisionPaper };
