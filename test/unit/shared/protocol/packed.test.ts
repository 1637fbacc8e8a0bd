import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExchangeRequest } from '#shared/protocol/exchange.ts';
import { packExchange, unpackExchange } from '#shared/protocol/packed.ts';

const uuid = fc.uuid({ version: 7 });
const aMutation = fc.record({
	kind: fc.constantFrom('enrollment.edit', 'enrollment.submit', 'notice.read', 'claim.of-later'),
	record: fc.oneof(uuid, fc.string(), fc.stringMatching(/^[A-Za-z0-9_=-]{21,23}$/)),
	atMs: fc.integer(),
	body: fc.record({ fields: fc.dictionary(fc.string(), fc.string()) }),
});
const aRequest = fc.record(
	{
		version: fc.integer(),
		device: uuid,
		account: fc.oneof(uuid, fc.string(), fc.stringMatching(/^=?[A-Za-z0-9_-]{22}$/)),
		firstSequence: fc.integer({ min: 1 }),
		mutations: fc.array(aMutation, { maxLength: 4 }),
		cursor: fc.option(fc.string()),
		check: fc.boolean(),
	},
	{ requiredKeys: ['version', 'device', 'firstSequence', 'mutations', 'cursor'] },
);

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('a request comes out of its package as it went in', () => {
	fc.assert(
		fc.property(aRequest, (request) => {
			const packed = onTheWire(packExchange(request as ExchangeRequest));
			expect(unpackExchange(packed)).toEqual(onTheWire(request));
		}),
	);
});

test('a package that lost a part of a mutation is not the request any more: the comparison sees it', () => {
	const record = '01890000-0000-7000-8000-000000000000';
	const request = { version: 4, device: record, firstSequence: 1, cursor: null };
	const mutations = [{ kind: 'enrollment.remove' as const, record, atMs: 5, body: {} }];
	const packed = packExchange({ ...request, mutations }) as { m: unknown[][] };
	packed.m[0]![1] = 'AYkAAAAAcACAAAAAAAAAAQ';
	expect(unpackExchange(packed)).not.toEqual({ ...request, mutations });
});

test('what is not packed, or not by us, is left to the schema', () => {
	for (const value of [null, 'x', [], { version: 3 }, 7]) expect(unpackExchange(value)).toEqual(value);
	expect(unpackExchange({ v: 4, m: 'x', extra: 1 })).toMatchObject({ version: 4, mutations: 'x', extra: 1 });
	expect(unpackExchange({ v: 4, m: [7, ['e']] })).toMatchObject({ mutations: [7, ['e']] });
});

test('one changed field is half envelope no more', () => {
	const record = '01890000-0000-7000-8000-000000000000';
	const body = { fields: { phone: '13900001000' }, base: 7 };
	const request: ExchangeRequest = {
		version: 4,
		device: record,
		account: record,
		firstSequence: 501,
		mutations: [{ kind: 'enrollment.edit', record, atMs: 1_790_000_000_000, body }],
		cursor: 'a1b2c3d4.123456.0',
	};
	const [packed, plain] = [packExchange(request), request].map((value) => JSON.stringify(value).length);
	expect(packed!).toBeLessThan(plain! / 1.5);
});
