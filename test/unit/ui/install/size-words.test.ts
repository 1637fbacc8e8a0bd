import { expect, test } from 'vitest';
import { sizeWords } from '#lib/ui/install/size-words.ts';

test('a size is said in two digits and a unit', () => {
	expect([0, 812, 1_000, 1_331, 1_363_149, 25_769_803_776].map(sizeWords)).toEqual([
		'0 B',
		'812 B',
		'1 KB',
		'1.3 KB',
		'1.3 MB',
		'24 GB',
	]);
});
