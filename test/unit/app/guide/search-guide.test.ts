import { describe, expect, it, test } from 'vitest';
import {
	createGuideSearch,
	tokens,
	type GuideDocument,
	type SnippetPiece,
} from '#lib/app/guide/search-guide.ts';
import { guideSynonyms } from '#lib/i18n/guide-synonyms.ts';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { guideDocuments } from '../../../../src/routes/guide/content/guide-documents.ts';

const documents = guideDocuments(citedSchemes);
const search = createGuideSearch(documents, guideSynonyms);
const said = (pieces: SnippetPiece[]) => pieces.map(({ text }) => text).join('');
const marked = (pieces: SnippetPiece[]) => pieces.filter(({ isHit }) => isHit).map(({ text }) => text);

describe('tokens', () => {
	test.each([
		['缴费', ['缴费']],
		['电子税务局', ['电子', '子税', '税务', '务局']],
		['省', ['省']],
		['WeChat 缴费', ['wechat', '缴费']],
		['１２３', ['123']],
		['65%-90%', ['65%-90%']],
		['，。！', []],
	])('of %s', (text, expected) => {
		expect(tokens(text)).toEqual(expected);
	});
});

describe('the search', () => {
	/** What people type, and the page that answers it among the first three. */
	const answers: [query: string, href: string][] = [
		['交钱', '/pay'],
		['怎么交钱', '/pay'],
		['多少钱', '/money'],
		['报销', '/claims'],
		['长护险', 'changchun-2023/money'],
		['电话', '/contacts'],
		['公主岭', 'changchun-2023/contacts'],
		['什么时候截止', '/dates'],
		['低保户', '/identity'],
		['不能重复参保', 'yunnan-kunming-2023/stop'],
		['我摔伤了', 'changchun-2023/claims'],
		['90天', 'changchun-2023/dates'],
		['第二税务分局', 'yunnan-kunming-2023/pay'],
		['大病能报多少', 'changchun-2023/calculator/major-illness'],
	];

	test.each(answers)('finds for “%s” the page %s', (query, href) => {
		const first = search(query)
			.hits.slice(0, 3)
			.map((hit) => hit.href);
		expect(first.filter((found) => found.includes(href))).not.toEqual([]);
	});

	it('says by which other names it looked', () => {
		expect(search('交钱').alsoFor).toContain('缴费');
		expect(search('长护险').alsoFor).toEqual([]);
	});

	it('marks the words that answer, and only those', () => {
		const hit = search('长护险').hits[0]!;
		expect(marked([...hit.title, ...hit.text])).toContain('长护险');
		expect(marked(hit.title).join('')).not.toContain('其中');
	});

	it('cuts a long text around the hit, and marks it there', () => {
		const hit = search('银行窗口')
			.hits.concat(search('光大银行').hits)
			.find(({ id }) => id.includes('/clauses/'))!;
		expect(said(hit.text).length).toBeLessThan(80);
		expect(said(hit.text)).toMatch(/^…|…$/);
		expect(marked(hit.text).length).toBeGreaterThan(0);
	});

	it.each(['', '   ', '？！', '鱼香肉丝'])('finds nothing for “%s”', (query) => {
		expect(search(query).hits).toEqual([]);
	});

	it('takes signs that mean something to programs as plain text', () => {
		for (const query of ['<b>', '.*', '\\', '(', '[a', 'a'.repeat(10_000)])
			expect(() => search(query)).not.toThrow();
	});

	it('does not find what is not there: without its own document a word has no hit', () => {
		const without = (document: GuideDocument) =>
			!document.text.includes('长护险') && !document.title.includes('长护险');
		expect(createGuideSearch(documents.filter(without), guideSynonyms)('长护险').hits).toEqual([]);
	});
});

describe('what is looked through', () => {
	it('has every document under one id, with a place and a way to it', () => {
		expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
		for (const { href, place, title } of documents) {
			expect(href).toMatch(/^\/guide\/[a-z0-9-]+\//);
			expect(place).not.toBe('');
			expect(title).not.toBe('');
		}
	});

	it('holds every sentence that a scheme quotes', () => {
		const texts = documents.map(({ text }) => text).join('\n');
		for (const scheme of citedSchemes) {
			for (const { quotes } of Object.values(scheme.facts)) {
				for (const quote of quotes) expect(texts).toContain(quote.replaceAll('**', ''));
			}
		}
	});
});
