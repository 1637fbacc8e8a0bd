import fc from 'fast-check';
import { expect, it } from 'vitest';
import { capitalYuan } from '#shared/std/capital-yuan.ts';

it.each([
	[0, '零元整'],
	[35000, '叁佰伍拾元整'],
	[32000, '叁佰贰拾元整'],
	[100500, '壹仟零伍元整'],
	[10005, '壹佰元零伍分'],
	[10050, '壹佰元伍角整'],
	[10055, '壹佰元伍角伍分'],
	[5, '伍分'],
	[50, '伍角整'],
	[1000000, '壹万元整'],
	[1000500, '壹万零伍元整'],
	[10000000500, '壹亿零伍元整'],
	[100000500, '壹佰万零伍元整'],
	[1200000, '壹万贰仟元整'],
	[10500000, '壹拾万伍仟元整'],
	[1000100000000, '壹佰亿零壹佰万元整'],
	[100010000000, '壹拾亿零壹拾万元整'],
])('%d fen is %s', (fen, words) => expect(capitalYuan(fen)).toBe(words));

it('no two amounts have the same words, and no words have two 零 in a row or one before 元', () => {
	const amount = fc.integer({ min: 0, max: 10 ** 13 });
	fc.assert(
		fc.property(amount, amount, (one, other) => {
			const words = capitalYuan(one);
			expect(words).not.toMatch(/零零|.零元/);
			if (one !== other) expect(words).not.toBe(capitalYuan(other));
		}),
	);
});
