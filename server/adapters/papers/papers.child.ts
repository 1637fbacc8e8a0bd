/** The process that draws papers. */
import { answerWork } from '../child/answer-work.ts';
import { drawDecision, drawLetter, drawReceipt } from './draw-papers.ts';
import type { PaperJob } from './paper-job.ts';

answerWork((job: PaperJob) => {
	if ('receipt' in job) return drawReceipt(job.receipt);
	return 'letter' in job ? drawLetter(job.letter) : drawDecision(job.decision);
});
