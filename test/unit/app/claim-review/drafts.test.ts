import { describe, expect, it } from 'vitest';
import { BillDraft } from '#lib/app/claim-review/bill-draft.svelte.ts';
import { VerdictDraft } from '#lib/app/claim-review/verdict-draft.svelte.ts';
import type { JudgedPaper } from '#shared/domain/claim/claim-review.ts';
import type { ClaimCase } from '#shared/protocol/claim-review.ts';

const page = (letter: string) => letter.repeat(64);
const papers = { receipt: [page('a')], card: [page('b')] };

function aCase(judged: JudgedPaper[] = []): ClaimCase {
	const acts = [{ by: 'staff', atMs: 1, content: { act: 'return', papers: judged, bills: [] } }];
	return { documents: papers, acts } as unknown as ClaimCase;
}
const accepted = (paper: keyof typeof papers, was = papers[paper]): JudgedPaper => ({
	paper,
	verdict: 'accepted',
	code: null,
	words: '',
	was,
});

describe('verdicts on papers', () => {
	it('what was accepted before and is unchanged stands; what was replaced must be judged again', () => {
		const kept = new VerdictDraft(() => aCase([accepted('card')]));
		expect(kept.verdict('card')).toBe('accepted');
		expect(kept.isAllAccepted).toBe(false);
		kept.acceptOthers();
		expect(kept.judgements.map(({ paper }) => paper)).toEqual(['receipt']);
		expect(kept.isAllAccepted).toBe(true);

		const replaced = new VerdictDraft(() => aCase([accepted('card', [page('c')])]));
		expect(replaced.verdict('card')).toBeNull();
		expect(replaced.isReplaced('card')).toBe(true);
	});

	it('a question needs its reason and counts; accepting again takes the reason away', () => {
		const draft = new VerdictDraft(() => aCase());
		draft.say('receipt', { verdict: 'questioned' });
		expect(draft.of('receipt')!.code).toBe('unclear');
		draft.say('receipt', { code: 'other' });
		expect([draft.questioned, draft.isWhole]).toEqual([1, false]);
		draft.say('receipt', { words: '缺第二页' });
		expect(draft.isWhole).toBe(true);
		draft.say('receipt', { verdict: 'accepted' });
		expect(draft.judgements).toEqual([{ paper: 'receipt', verdict: 'accepted', code: null, words: '' }]);
	});
});

describe('bills as they are typed', () => {
	function drafted(...typed: Parameters<BillDraft['say']>[1][]) {
		const draft = new BillDraft();
		draft.begin('receipt', []);
		typed.forEach((said, i) => {
			if (i > 0) draft.add();
			draft.say(i, said);
		});
		return draft;
	}

	it('an empty eligible amount is the whole bill', () => {
		const { judgements } = drafted({ number: 'A1', asked: '1,234.50' });
		expect(judgements).toEqual([
			expect.objectContaining({ askedFen: 123_450, adjustedFen: 123_450, code: null }),
		]);
	});

	it('part of it, or none, has a reason; a refused one counts nothing', () => {
		const draft = drafted(
			{ number: 'A1', asked: '100', adjusted: '80' },
			{ number: 'A2', asked: '50', verdict: 'refused', code: 'paid-elsewhere' },
		);
		expect([draft.reasonOf(0), draft.reasonOf(1)]).toEqual(['part-not-eligible', 'paid-elsewhere']);
		expect(draft.judgements!.map(({ adjustedFen }) => adjustedFen)).toEqual([8_000, 0]);
	});

	it.each([
		['no number', [{ asked: '1' }]],
		['no amount', [{ number: 'A1' }]],
		['half a fen', [{ number: 'A1', asked: '1.005' }]],
		['more than the bill', [{ number: 'A1', asked: '1', adjusted: '2' }]],
		[
			'one receipt twice',
			[
				{ number: 'a-1', asked: '1' },
				{ number: 'A1', asked: '2' },
			],
		],
	])('%s is not sent', (_, typed) => {
		expect(drafted(...typed).judgements).toBeNull();
	});

	it('begins with what was taken last', () => {
		const taken = drafted({ number: 'A1', asked: '100', adjusted: '80', words: '自费' }).judgements!;
		const again = new BillDraft();
		again.begin(
			'receipt',
			taken.map((bill) => ({ ...bill, was: [] })),
		);
		expect(again.judgements).toEqual(taken);
	});
});
