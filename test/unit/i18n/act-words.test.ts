import { globSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/i18n/paraglide/runtime.js';
import { actsByNoun } from '#shared/domain/audit/act.ts';
import { actWords } from '../../../src/routes/office/audit/act-words.ts';

const acts = Object.entries(actsByNoun).flatMap(([noun, verbs]) => verbs.map((verb) => `${noun}.${verb}`));
const sources = globSync('server/**/*.ts').map((path) => readFileSync(path, 'utf8'));
/** In words, an act has no code in it: neither its own nor that of a message that is not there. */
const wordless = (names: readonly string[]) => names.filter((act) => /\w+\.\w|_/.test(actWords(act)));

afterEach(() => overwriteGetLocale(() => 'zh-CN'));

test.each(['zh-CN', 'en'] as const)(
	'every act that is written down has words in %s, each its own',
	(locale) => {
		overwriteGetLocale(() => locale);
		expect(wordless(acts)).toEqual([]);
		expect(new Set(acts.map(actWords)).size).toBe(acts.length);
		expect(wordless([...acts, 'outcome.of-tomorrow'])).toEqual(['outcome.of-tomorrow']);
	},
);

test('Chinese words have no Latin letter, so none was left in English', () => {
	overwriteGetLocale(() => 'zh-CN');
	expect(acts.filter((act) => /[a-z]/i.test(actWords(act)))).toEqual([]);
});

test('the list is of what the sources write, and of nothing else', () => {
	const text = sources.join('\n');
	// Types keep what is not on the list out of an entry; this finds it in the sources too.
	const written = [...text.matchAll(/\bact: '([a-z-]+\.[a-z-]+)'/g)].map(([, act]) => act!);
	expect(written.length).toBeGreaterThan(80);
	expect(written.filter((act) => !acts.includes(act))).toEqual([]);
	const isWritten = (act: string) => {
		const [noun, verb] = act.split('.');
		return text.includes(`'${act}'`) || (text.includes(`\`${noun}.\${`) && text.includes(`'${verb}'`));
	};
	expect(acts.filter((act) => !isWritten(act))).toEqual([]);
});
