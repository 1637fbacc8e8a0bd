import { describe, expect, it } from 'vitest';
import { schemes } from '#shared/policy/registry.ts';

interface Pair {
	path: string;
	zh: string;
	en: string;
}

/** Every `{ zh, en }` of a value, with the path to it. */
function pairsIn(value: unknown, path = ''): Pair[] {
	if (typeof value !== 'object' || value === null) return [];
	const { zh, en } = value as Partial<Pair>;
	if (typeof zh === 'string') return [{ path, zh, en: en ?? '' }];
	return Object.entries(value).flatMap(([key, member]) => pairsIn(member, `${path}/${key}`));
}

/** Said in Chinese only: what names in Chinese may stand in an English sentence makes it no Chinese one. */
const isNotEnglish = ({ zh, en }: Pair) =>
	en.trim() === '' || (/\p{Script=Han}/u.test(zh) && (en === zh || !/[a-z0-9]/i.test(en)));

describe('policy data in two languages', () => {
	it('would find a text without English, and Chinese that stands for it', () => {
		const planted = pairsIn({
			a: { zh: '学校' },
			b: [{ zh: '学校', en: '学校' }],
			c: { zh: '学校', en: 'School' },
		});
		expect(planted.filter(isNotEnglish).map(({ path }) => path)).toEqual(['/a', '/b/0']);
	});

	it.each(schemes.map((scheme) => [scheme.id, scheme] as const))(
		'%s says all of it in English too',
		(_, scheme) => {
			const pairs = pairsIn(scheme);
			expect(pairs.length).toBeGreaterThan(50);
			expect(pairs.filter(isNotEnglish)).toEqual([]);
		},
	);
});
