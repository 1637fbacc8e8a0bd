/*
 * An exchange's request as it travels since protocol 4: the same content under short names. One changed field is
 * mostly envelope, and mobile data is dear; a long batch is gzipped anyway and hardly gains.
 *
 *   { v: version, d: device, a: account, n: firstSequence, c: cursor, m: [[kind, record, body, atMs], …] }
 *
 * Other members keep their names. A UUID is written as the 22 signs of base64url; any other text stays as it is (with `=` before it where it could be
 * taken for one). Kinds have a short name, or their own. Packing and unpacking lose nothing: what a device had frozen
 * before it learned to pack has the same hash after.
 */
import { base64ToBytes, bytesToBase64, bytesToHex } from '../std/bytes.ts';
import { idPattern } from '../std/id.ts';
import type { ExchangeRequest } from './exchange.ts';

const shortByKind: Readonly<Record<string, string>> = {
	'enrollment.edit': 'e',
	'enrollment.submit': 's',
	'enrollment.remove': 'r',
	'enrollment.withdraw': 'w',
	'notice.read': 'n',
	'drive.hand-over': 'h',
};
const kindByShort = new Map(Object.entries(shortByKind).map(([kind, short]) => [short, kind]));

const packedId = /^[A-Za-z0-9_-]{22}$/;

/** What `unpackExchange` makes the request of again. */
export function packExchange(request: ExchangeRequest): unknown {
	const { version, device, account, firstSequence, mutations, cursor, ...others } = request;
	return {
		...others,
		v: version,
		d: packId(device),
		...(account === undefined ? {} : { a: packId(account) }),
		n: firstSequence,
		...(cursor === null ? {} : { c: cursor }),
		...(mutations.length === 0
			? {}
			: {
					m: mutations.map(({ kind, record, body, atMs }) => [
						shortByKind[kind] ?? kind,
						packId(record),
						body,
						atMs,
					]),
				}),
	};
}

/** What is not packed, or not packed well, comes back as it is: the schema of a request judges it. */
export function unpackExchange(value: unknown): unknown {
	if (!isRecord(value) || !('v' in value)) return value;
	const { v, d, a, n, c = null, m = [], ...unknown } = value;
	return {
		...unknown,
		version: v,
		device: unpackId(d),
		...(a === undefined ? {} : { account: unpackId(a) }),
		firstSequence: n,
		mutations: Array.isArray(m) ? m.map(unpackMutation) : m,
		cursor: c,
	};
}

function unpackMutation(value: unknown): unknown {
	if (!Array.isArray(value) || value.length !== 4) return value;
	const [short, record, body, atMs] = value as unknown[];
	const kind = kindByShort.get(String(short)) ?? short;
	return { kind, record: unpackId(record), body, atMs };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function packId(text: string): string {
	if (!idPattern.test(text)) return packedId.test(text) || text.startsWith('=') ? `=${text}` : text;
	const hex = text.replaceAll('-', '');
	const bytes = Uint8Array.from({ length: 16 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
	return bytesToBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);
}

function unpackId(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (value.startsWith('=')) return value.slice(1);
	if (!packedId.test(value)) return value;
	const hex = bytesToHex(base64ToBytes(`${value.replaceAll('-', '+').replaceAll('_', '/')}==`));
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
