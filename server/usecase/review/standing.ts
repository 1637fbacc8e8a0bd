import type { Evaluation } from '#shared/protocol/review.ts';

/** What the rules say against a person; a reviewer cannot approve over it. */
export const standing: ReadonlySet<Evaluation['outcome']> = new Set(['reject', 'return', 'redirect']);
