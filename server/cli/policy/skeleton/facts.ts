import type { Fact } from '#shared/policy/scheme.ts';

/**
 * What the document says, number by number. Each fact: the clause (the document's own heading), the sentences word for
 * word from source.txt, and how sure we are of it:
 *   stated    as written
 *   reading   our reading of it: say in `note` which, and that it is ours
 *   doubtful  unclear in the scan: say in `note` what is unclear
 *   open      the document is silent: no quotes, and `note` says what is not known
 */
export const facts: Record<string, Fact> = {
	// The hole: every value that cites it is still to be filled in. Remove it when nothing cites it any more.
	F1: {
		clause: '【待填】',
		quotes: [],
		status: 'open',
		note: { zh: '【待填】', en: '【待填】' },
	},
};
