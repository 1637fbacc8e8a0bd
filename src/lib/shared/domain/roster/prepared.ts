/*
 * An entry that a school prepares for a student of its roster. It is no enrollment: nothing is declared, agreed to or signed by it,
 * and it binds nobody until its person takes it over as a draft of their own.
 *
 *   (none) ──prepare──▶ prepared ──take──▶ begun ──(the student declares)──▶ enrolled here
 */
import { outcomeOf, type OutcomeFacts } from './outcome.ts';

interface PreparedFacts extends Omit<OutcomeFacts, 'isStaying'> {
	isPrepared: boolean;
	/** The roster knows kind and number of the student's document: nobody is known without. */
	hasDocument: boolean;
}

export type PrepareVerdict = 'ok' | 'not-open' | 'no-document';

/** May an entry be prepared for this student? Only for who is not reached yet, once, and known by their document. */
export function judgePrepare(facts: PreparedFacts): PrepareVerdict {
	if (facts.isPrepared || outcomeOf(facts) !== 'not-reached') return 'not-open';
	return facts.hasDocument ? 'ok' : 'no-document';
}
