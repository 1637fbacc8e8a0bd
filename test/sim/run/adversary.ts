/** Somebody who holds one account, has listened on the line, and writes requests by hand. */
import { newId } from '#shared/std/id.ts';
import type { Rng } from '../engine/rng.ts';
import type { WireRequest } from '../house/office.ts';
import { cookieOf } from '../house/session-cookie.ts';
import type { World } from './world.ts';

const kinds = [
	'enrollment.edit',
	'enrollment.edit',
	'enrollment.remove',
	'enrollment.withdraw',
	'notice.read',
	'no.such',
] as const;

const headers = (token: string | null) => ({
	'content-type': 'application/json',
	...(token === null ? {} : { cookie: cookieOf(token) }),
});

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
	const token = [...world.leaks.sessionOf].find(([, owner]) => owner === person.actor.accountId)?.[0];
	if (!token) return;
	const devices = [...world.database.committed.device.values()];
	const records = [...world.database.committed.enrollment.keys()];
	const fresh = newId({ nowMs: () => world.scheduler.nowMs }, rng);
	const edit = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: { forged: 'yes' } };
	const drawn = () => {
		const record = rng.pick([...records, fresh]);
		const kind = rng.pick(kinds);
		const owner = world.database.committed.enrollment.get(record)?.ownerAccountId;
		// What is theirs they may remove, by whatever means.
		if (kind === 'enrollment.remove' && owner === person.actor.accountId) world.model.removed.add(record);
		return { kind, record, atMs: 1, body: kind === 'enrollment.edit' ? edit : {} };
	};
	const mutations = Array.from({ length: rng.int(1, 4) }, drawn);
	const body = {
		version: rng.pick([1, 2, 3, 4]),
		device: rng.pick([...devices.map(({ id }) => id), fresh]),
		firstSequence: rng.pick([1, 1, 2, -1, 9_999_999, 1.5]),
		mutations,
		cursor: rng.pick([null, 'x', '00000003.99999999.0']),
	};
	await send(world, {
		method: 'POST',
		path: '/api/trpc/sync.exchange',
		headers: headers(token),
		body: JSON.stringify(body),
	});
}
