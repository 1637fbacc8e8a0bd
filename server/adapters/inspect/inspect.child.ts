/** The process that looks into files that strangers made. */
import { answerWork } from '../child/answer-work.ts';
import { inspectDocument } from './inspect-document.ts';

answerWork(({ bytes }: { bytes: Uint8Array }) => inspectDocument(bytes));
