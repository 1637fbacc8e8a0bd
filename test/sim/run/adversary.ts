/** Somebody who holds one account, has listened on the line, and writes requests by hand. */
import { claimContentHash } from '#shared/domain/claim/claim.ts';
import { claimKind as kind, claimPapers as papers, claimScheme as scheme } from './people.ts';
import { newId } from '#shared/std/id.ts';
import type { Rng } from '../engine/rng.ts';
import type { WireRequest } from '../house/office.ts';
import { cookieOf } from '../house/session-cookie.ts';
import type { Person, World } from './world.ts';

const kinds = [
	'enrollment.edit',
	'enrollment.edit',
	'enrollment.remove',
	'enrollment.withdraw',
	'notice.read',
	'claim.edit',
	'claim.submit',
	'claim.remove',
	'no.such',
] as const;

const headers = (token: string | null) => ({
	'content-type': 'application/json',
	...(token === null ? {} : { cookie: cookieOf(token) }),
});

function tokenOf({ leaks }: World, { actor }: Person): string | undefined {
	return [...leaks.sessionOf].find(([, owner]) => owner === actor.accountId)?.[0];
}

async function send(world: World, request: WireRequest): Promise<void> {
	const { office, leaks } = world;
	const response = await office.handle(request).catch(() => null);
	if (!response) return;
	leaks.reply(request, response);
	world.exchanges.reply(request, response);
}

/** The bytes that went by, once more, with the cookie of somebody else or none. */
export async function replay(world: World, rng: Rng): Promise<void> {
	if (world.overheard.length === 0) return;
	const heard = rng.pick(world.overheard);
	const token = rng.pick([null, ...world.leaks.sessionOf.keys()]);
	await send(world, { ...heard, headers: { ...heard.headers, ...headers(token) } });
}

/** A request that no app of ours would make: others' records and devices, numbers that cannot be. */
export async function forge(world: World, rng: Rng): Promise<void> {
	const person = world.people[1]!;
	const token = tokenOf(world, person);
	if (!token) return;
	const devices = [...world.database.committed.device.values()];
	const { enrollment, claim, document } = world.database.committed;
	const records = [...enrollment.keys(), ...claim.keys()];
	const hashes = [...[...document.values()].map(({ hash }) => hash), 'e'.repeat(64)];
	const fresh = newId({ nowMs: () => world.scheduler.nowMs }, rng);
	const edit = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: { forged: 'yes' } };
	const contents = new Map<string, string>();
	for (const row of claim.values()) contents.set(row.id, await claimContentHash(row));
	const bodyOf = (kind: (typeof kinds)[number], record: string) => {
		if (kind === 'enrollment.edit') return edit;
		if (kind === 'claim.submit') return { contentHash: contents.get(record) ?? 'a'.repeat(64) };
		if (kind !== 'claim.edit') return {};
		const fields = { forged: 'yes' };
		const documents = { forged: [rng.pick(hashes)] };
		return { schemeId: 'changchun-2023', claimKind: 'x', fields, documents };
	};
	// A new claim and a new enrollment have different names, drawn at once.
	const freshClaim = fresh.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
	const drawn = () => {
		const picked = rng.pick([...records, fresh]);
		const kind = rng.pick(kinds);
		const unused = kind.startsWith('claim') ? freshClaim : fresh;
		// One's own claim under an enrollment's name, or the other way: whoever sends that harms their own phone alone.
		const isOtherKind = (kind.startsWith('claim') ? enrollment : claim).get(picked);
		const isUnused = picked === fresh || isOtherKind?.ownerAccountId === person.actor.accountId;
		const record = isUnused ? unused : picked;
		const owner = (enrollment.get(record) ?? claim.get(record))?.ownerAccountId;
		// What is theirs they may remove, by whatever means.
		if (kind.endsWith('.remove') && owner === person.actor.accountId) {
			world.model.removed.add(record);
			world.claimModel.removed.add(record);
		}
		return { kind, record, atMs: 1, body: bodyOf(kind, record) };
	};
	const mutations = Array.from({ length: rng.int(1, 4) }, drawn);
	const body = {
		version: rng.pick([1, 2, 3, 4, 5]),
		device: rng.pick([...devices.map(({ id }) => id), fresh]),
		firstSequence: rng.pick([1, 1, 2, -1, 9_999_999, 1.5]),
		mutations,
		cursor: rng.pick([null, 'x', '00000003.99999999.0']),
	};
	await exchange(world, token, body);
}

/** A whole claim handed in at once, of files that this account never sent: somebody else did, or nobody. */
export async function forgeHandIn(world: World, rng: Rng): Promise<void> {
	const token = tokenOf(world, world.people[1]!);
	if (!token) return;
	const of = { nowMs: () => world.scheduler.nowMs };
	const [device, record] = [newId(of, rng), newId(of, rng)];
	const hashes = [...world.database.committed.document.values()].map(({ hash }) => hash);
	const documents = Object.fromEntries(
		papers.map((paper) => [paper, [rng.pick([...hashes, 'e'.repeat(64)])]]),
	);
	const content = {
		schemeId: scheme.id,
		claimKind: kind.kind,
		fields: { bankName: kind.bank!.name },
		documents,
	};
	const contentHash = await claimContentHash(content);
	const mutations = [
		{ kind: 'claim.edit', record, atMs: 1, body: content },
		{ kind: 'claim.submit', record, atMs: 1, body: { contentHash } },
	];
	await exchange(world, token, { version: 5, device, firstSequence: 1, mutations, cursor: null });
}

function exchange(world: World, token: string, body: object): Promise<void> {
	const path = '/api/trpc/sync.exchange';
	return send(world, { method: 'POST', path, headers: headers(token), body: JSON.stringify(body) });
}
