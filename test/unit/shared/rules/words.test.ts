import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldProblemCodes } from '#shared/rules/index.ts';

function messages(locale: string, file: string): Record<string, string> {
	return JSON.parse(readFileSync(`src/lib/i18n/messages/${locale}/${file}.json`, 'utf8'));
}

test.each(['zh-CN', 'en'])('every problem of a field has words in %s', (locale) => {
	const words = messages(locale, 'enrollment');
	const wordless = fieldProblemCodes.filter(
		(code) => !words[`enrollment_problem_${code.replaceAll('-', '_')}`],
	);
	expect(wordless).toEqual([]);
});
