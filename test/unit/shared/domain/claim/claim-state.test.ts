import { describe, expect, it } from 'vitest';
import {
	claimActs,
	claimStates,
	isClaimDecided,
	isClaimEditable,
	nextClaimState,
} from '#shared/domain/claim/claim-state.ts';

/** Row: state; columns: acts. `-` is refused. */
const table = `
	          submit    check   process   valuate   approve  return   reject   undo
	draft     submitted -       -         -         -        -        -        -
	submitted -         checked -         -         -        returned rejected -
	returned  submitted -       -         -         -        -        -        -
	checked   -         -       processed -         -        returned rejected -
	processed -         -       processed valuated  -        returned rejected -
	valuated  -         -       -         -         approved -        -        processed
	approved  -         -       -         -         -        -        -        processed
	rejected  -         -       -         -         -        -        -        submitted
`;

describe('the life of a claim', () => {
	const [head, ...rows] = table
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/));

	it('is all in the table', () => {
		expect(head).toEqual(claimActs);
		expect(rows.map(([state]) => state)).toEqual(claimStates);
	});

	it.each(rows)('from %s goes where the table says', (state, ...expected) => {
		const from = claimStates.find((one) => one === state)!;
		const next = claimActs.map((act) => nextClaimState(from, act));
		expect(next.map((result) => (result.ok ? result.value : '-'))).toEqual(expected);
		for (const result of next) if (!result.ok) expect(result.error).toBe('claim.wrong-state');
	});

	it('is its owner’s as a draft and when it came back, and decided by two acts only', () => {
		expect(claimStates.filter(isClaimEditable)).toEqual(['draft', 'returned']);
		expect(claimStates.filter(isClaimDecided)).toEqual(['approved', 'rejected']);
	});

	it('no decision is reached but by its way: every path to approved is checked, processed and valuated', () => {
		const before = (state: string) =>
			claimStates.filter((from) =>
				claimActs.some((act) => {
					const next = nextClaimState(from, act);
					return next.ok && next.value === state && act !== 'undo' && from !== state;
				}),
			);
		expect(before('approved')).toEqual(['valuated']);
		expect(before('valuated')).toEqual(['processed']);
		expect(before('processed')).toEqual(['checked']);
		expect(before('checked')).toEqual(['submitted']);
	});
});
