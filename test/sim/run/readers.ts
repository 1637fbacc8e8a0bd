/** People who open files of claims: by the addresses that the app uses, and by those that somebody guessed. */
import { hashesOf } from '#shared/domain/claim/claim.ts';
import { claimDocumentPath, documentPath, lengthHeader, offsetHeader } from '#shared/protocol/document.ts';
import { collectOrphans } from '#server/usecase/document/collect-orphans.usecase.ts';
import type { Rng } from '../engine/rng.ts';
import type { WireRequest } from '../house/office.ts';
import { cookieOf } from '../house/session-cookie.ts';
import { photoOf } from './people.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

export const get = (path: string, token: string | null): WireRequest => ({
	method: 'GET',
	path,
	headers: token === null ? {} : { cookie: cookieOf(token) },
	body: null,
});

/** Somebody opens a file that some claim names. */
export async function readFile(world: World, rng: Rng): Promise<void> {
	const named = [...world.database.committed.claim.values()].flatMap((row) =>
		hashesOf(row.documents).map((hash) => ({ claimId: row.id, hash })),
	);
	if (named.length === 0) return;
	const { claimId, hash } = rng.pick(named);
	const token = rng.pick([null, world.reviewerToken, ...world.leaks.sessionOf.keys()]);
	const request = get(claimDocumentPath(claimId, hash), token);
	const response = await world.office.handle(request).catch(() => null);
	if (response && !world.sql) world.documents.reply(request, response);
}

/** An upload that no app of ours makes: of others' photos, from anywhere, of other bytes than the hash says. */
export async function forgeUpload(world: World, rng: Rng): Promise<void> {
	const forger = world.people[1]!;
	const token = [...world.leaks.sessionOf].find(([, owner]) => owner === forger.actor.accountId)?.[0];
	if (!token) return;
	const bytes = photoOf(world.people[0]!, rng.int(1, 5));
	const known = [...world.database.committed.document.values()].filter(
		({ ownerAccountId }) => ownerAccountId !== forger.actor.accountId,
	);
	const hash = known.length > 0 ? rng.pick(known).hash : 'f'.repeat(64);
	const from = rng.pick([0, 0, 0, 10, 9_999_999]);
	const body = rng.chance(0.5) ? bytes : bytes.slice(from, from + 50).map((byte) => byte ^ 1);
	const request: WireRequest = {
		method: 'POST',
		path: documentPath(hash),
		headers: {
			cookie: cookieOf(token),
			'content-type': 'application/octet-stream',
			[lengthHeader]: rng.pick([String(bytes.length), '99999999', '0', 'x', '50']),
			[offsetHeader]: String(from),
		},
		body,
	};
	const response = await world.office.handle(request).catch(() => null);
	if (response && !world.sql) world.documents.reply(request, response);
}

/** The hourly collection, as it would be a month from now if nobody did anything until then. */
export async function collectAsInAMonth(world: World): Promise<number> {
	const { office, scheduler } = world;
	// No request lasts a month.
	if (office.isBusy) return 0;
	const beganAtMs = scheduler.nowMs + office.clockOffsetMs;
	const collected = await office.act(async (services) => {
		const list = async function* () {
			for await (const found of services.documents.list()) {
				yield found.map(({ place, atMs }) => ({ place, atMs: atMs < beganAtMs ? atMs : atMs + 60 * dayMs }));
			}
		};
		return collectOrphans({
			services: {
				...services,
				clock: { nowMs: () => beganAtMs + 30 * dayMs },
				documents: { ...services.documents, list },
			},
		});
	});
	return collected ?? 0;
}
