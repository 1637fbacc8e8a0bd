/** What the start page and the form get of a scheme, against the scheme itself. */
import { expect, test } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';
import { cardOf, schemeCards } from '#shared/policy/scheme-card.ts';
import { loadScheme } from '#shared/policy/scheme-loading.ts';
import { inChinese } from '../../vite/scheme-cards.ts';

/** Paths of a value's leaves whose value is not found at the same path of the other. */
function strangers(value: unknown, other: unknown, path = ''): string[] {
	if (value === null || typeof value !== 'object') return value === other ? [] : [path];
	return Object.entries(value).flatMap(([key, item]) =>
		strangers(item, (other as Record<string, unknown> | null)?.[key], `${path}/${key}`),
	);
}

test('every scheme can be loaded by its id, and an unknown one is null', async () => {
	for (const scheme of schemes) expect(await loadScheme(scheme.id)).toBe(scheme);
	expect(await loadScheme('atlantis-2023')).toBeNull();
	expect(await loadScheme('toString')).toBeNull();
});

test('a card says of its scheme what the scheme says, and two things that follow from it', () => {
	expect(schemeCards.map(({ id }) => id)).toEqual(schemes.map(({ id }) => id));
	for (const scheme of schemes) {
		const card = cardOf(scheme);
		expect(strangers(card, scheme)).toEqual(['/payment/channel', '/hasLetter']);
		expect(card.hasLetter).toBe(scheme.letter !== null);
		expect(scheme.payment.channels.map(({ name }) => name)).toContain(card.payment.channel);
	}
	// Planted: a card of one scheme held against another.
	expect(strangers(cardOf(schemes[0]!), schemes[1]).length).toBeGreaterThan(2);
});

test('in the built page the English of a card stands apart, and one that nobody could find there stays', () => {
	const english = new Map<string, string | null>([
		['学校', 'School'],
		['证件', null],
	]);
	const card = {
		title: { zh: '学校', en: 'School' },
		points: [{ zh: '证件', en: 'Document' }],
		year: 2023,
		note: null,
	};
	expect(inChinese(card, english)).toEqual({
		title: { zh: '学校' },
		points: [{ zh: '证件', en: 'Document' }],
		year: 2023,
		note: null,
	});
});
