/** The process that reads the files of schools. */
import { answerWork } from '../child/answer-work.ts';
import { readRoster } from './read-roster.ts';

answerWork(readRoster);
