import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordsInMarkup } from './words-in-markup.ts';

const components = globSync('src/**/*.svelte').sort();

/** Words that are the same in every language, by file. */
const allowed: Record<string, string[]> = {
	// The gallery shows components under their names in the code.
	'src/routes/gallery/+page.svelte': ['ui/base'],
	'src/routes/gallery/Controls.svelte': ['Button', 'ChoiceBar', 'CopyButton', 'Sheet, ConfirmDialog'],
	'src/routes/gallery/Fields.svelte': ['ErrorSummary', 'TextField', 'ChoiceField', 'PickField', 'CheckRow'],
	'src/routes/gallery/Words.svelte': [
		'Figure, Chip',
		'Notice',
		'Tag',
		'CellGroup, Cell',
		'NumberedList',
		'Skeleton',
		'Empty',
	],
};

const texts = (content: string) => wordsInMarkup(content).map(({ text }) => text);

describe('words in markup', () => {
	it('would find words between tags, in attributes for people, and in expressions that are shown', () => {
		expect(texts('<p>Save the draft</p>')).toEqual(['Save the draft']);
		expect(texts('{#if a}<b>Saved</b>{:else}{#each b as c}<i>Not saved</i>{/each}{/if}')).toEqual([
			'Saved',
			'Not saved',
		]);
		expect(texts('<img alt="A seal" src="seal.svg" /><Cell title="Your data" />')).toEqual([
			'A seal',
			'Your data',
		]);
		expect(texts(`<p>{isOpen ? 'Open' : m.shut()} {name ?? "Nobody"} {'a' + \`Day \${n}\`}</p>`)).toEqual([
			'Open',
			'Nobody',
			'Day',
		]);
		expect(
			texts(`{#snippet a()}<Screen title={'Your ' + name}>x{/snippet}`.replace('x', 'Words</Screen>')),
		).toEqual(['Your', 'Words']);
		expect(texts('\n\n<p>你好</p>')).toEqual(['你好']);
	});

	it('takes no code for words', () => {
		expect(texts(`<input type="radio" class="big" />{#if kind === 'drawn'}{cite('Y1')}{/if}`)).toEqual([]);
		expect(texts(`<Button kind="quiet" href="/account">{m.account_title()} · {count}</Button>`)).toEqual([]);
		expect(texts('<script>const words = "Hidden";</script><style>p { color: red }</style>')).toEqual([]);
	});

	it('are in no component: they stand in the message files or in policy data', () => {
		const found = components.flatMap((path) =>
			texts(readFileSync(path, 'utf8'))
				.filter((text) => !allowed[path]?.includes(text))
				.map((text) => `${path}: ${text}`),
		);
		expect(components.length).toBeGreaterThan(100);
		expect(found).toEqual([]);
	});

	it('are allowed only where they still stand', () => {
		for (const [path, list] of Object.entries(allowed)) {
			expect(texts(readFileSync(path, 'utf8')), path).toEqual(expect.arrayContaining(list));
		}
	});
});
