/** A vault's key, wrapped: by what a passphrase gives, and by what a passkey gives where there is one. Each lies twice. */
import type { Random } from '#shared/std/clock.ts';
import type { LockRow, Sealed } from '../schema.ts';
import { openBytes, sealBytes, unlessSpoiled, type Place } from '../seal.ts';
import type { OwnerId } from '../types.ts';
import type { PassphraseCost } from './argon.ts';
import { keyFromPassphrase } from './passphrase.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type WrapPair = { wrap: Sealed; spareWrap: Sealed };

export interface WrapPlaceOf {
	owner: OwnerId;
	by: 'passphrase' | 'passkey';
}

const placeOf = ({ owner, by }: WrapPlaceOf): Place => ['lock', by, owner];

export async function wrapTwice(
	key: CryptoKey,
	at: WrapPlaceOf,
	bytes: Bytes,
	random: Random,
): Promise<WrapPair> {
	const wrap = () => sealBytes(key, placeOf(at), bytes, random);
	return { wrap: await wrap(), spareWrap: await wrap() };
}

/** Null: another key, or bits of both were lost. */
export async function openEither(key: CryptoKey, at: WrapPlaceOf, wraps: WrapPair): Promise<Bytes | null> {
	return (
		(await unlessSpoiled(openBytes(key, placeOf(at), wraps.wrap))) ??
		(await unlessSpoiled(openBytes(key, placeOf(at), wraps.spareWrap)))
	);
}

/** Under a passphrase, with a salt of its own. */
export async function wrapByPassphrase(
	{ owner, passphrase, cost }: { owner: OwnerId; passphrase: string; cost: PassphraseCost },
	bytes: Bytes,
	random: Random,
): Promise<Pick<LockRow, 'salt' | 'cost' | 'wrap' | 'spareWrap'>> {
	const salt = random.bytes(16).buffer;
	const key = await keyFromPassphrase(passphrase, salt, cost);
	return { salt, cost, ...(await wrapTwice(key, { owner, by: 'passphrase' }, bytes, random)) };
}
