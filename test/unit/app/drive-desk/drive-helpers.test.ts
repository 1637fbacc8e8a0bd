import { expect, test } from 'vitest';
import { readPhones } from '#lib/app/drive-desk/drive-helpers.svelte.ts';

test.each([
	['13800000001', ['13800000001'], null],
	['13800000001\n13900000002', ['13800000001', '13900000002'], null],
	['138-0000-0001， １３９００００００02、13700000003', ['13800000001', '13900000002', '13700000003'], null],
	['  \n', [], null],
	['13800000001 张三', ['13800000001', '张三'], 2],
	['1380000', ['1380000'], 1],
])('%j is read as %j', (text, phones, wrong) => {
	expect(readPhones(text)).toEqual({ phones, wrong });
});
