import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorWords } from '#lib/i18n/error-words.ts';
import { errorStatusByCode } from '#shared/errors/error-codes.ts';

const codes = Object.keys(errorStatusByCode);

test.each(['zh-CN', 'en'])('every error code has its own words in %s', (locale) => {
	const path = `src/lib/i18n/messages/${locale}/errors.json`;
	const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
	const words = codes.map((code) => messages[`error_${code.replace(/[.-]/g, '_')}`]);
	expect(codes.filter((_, index) => !words[index]?.trim())).toEqual([]);
	expect(new Set(words).size).toBe(codes.length);
});

test('a text that is no code of ours gets the general words', () => {
	expect(errorWords('no.such-code')).not.toBe(errorWords('network.offline'));
	expect(errorWords('no.such-code')).toBe(errorWords('another'));
});
