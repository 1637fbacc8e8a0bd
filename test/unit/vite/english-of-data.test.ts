import { expect, test } from 'vitest';
import { chineseOnly, englishIn } from '../../../vite/english-of-data.ts';

const data = `const a = { zh: '云南·昆明', en: "Kunming, Yunnan" };
const b = { text: { zh: '一', en: 'one\\'s' }, cites: ['Y1'] };
const c = [{ zh: '地址', en: 'Address' }, { zh: '地址', en: 'Home address' }];`;

test('English is found by its Chinese; a Chinese text with two English ones has none', () => {
	expect([...englishIn([data])]).toEqual([
		['云南·昆明', 'Kunming, Yunnan'],
		['一', "one's"],
		['地址', null],
	]);
});

test('the phone gets the Chinese alone, but where no one English text would be found again', () => {
	const code = chineseOnly(data, englishIn([data]));
	expect(code).toContain("{ zh: '云南·昆明' }");
	expect(code).not.toContain('one');
	expect(code).toContain("{ zh: '地址', en: 'Home address' }");
});
