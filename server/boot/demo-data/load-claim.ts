import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { claimContentHash } from '#shared/domain/claim/claim.ts';
import { changchun2023 as scheme } from '#shared/policy/changchun-2023/scheme.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { appendToDocument, uploadStateOf } from '#server/usecase/document/append-to-document.usecase.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { actorOf } from './load-accounts.ts';
import { demoClaim } from './claim.ts';

/**
 * Hands in the demo's claim with its drawn papers, through the use cases; what is there stays as it is. Without a document
 * store that answers, the demo runs without it, until it is started again: false.
 */
export async function loadDemoClaim(services: Services): Promise<boolean> {
	try {
		return await handIn(services);
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
		services.logger.warn({ code: error.refusal.code }, 'demo claim not loaded');
		return false;
	}
}

async function handIn(services: Services): Promise<boolean> {
	const owner = await actorOf(services, demoClaim.phone);
	const documents: Record<string, string[]> = {};
	for (const paper of demoClaim.papers) documents[paper] = [await store(services, owner, paper)];
	const { device, record, atMs, claimKind, fields } = demoClaim;
	const content = { schemeId: scheme.id, claimKind, fields, documents };
	const head = { record, atMs };
	const mutations = [
		{ ...head, kind: 'claim.edit', body: content },
		{ ...head, kind: 'claim.submit', body: { contentHash: await claimContentHash(content) } },
	];
	const request = { version: protocolVersion, device, firstSequence: 1, mutations, cursor: null };
	const { results } = await exchange({ services, actor: owner, request });
	const refused = results.find(({ status }) => status === 'refused');
	if (refused) services.logger.warn({ code: refused.code, path: refused.path }, 'demo claim refused');
	return !refused;
}

/** Answers with the file's hash. Goes on where an earlier start came to. */
async function store(services: Services, actor: AccountActor, paper: string): Promise<string> {
	const bytes = new Uint8Array(await readFile(path.join(import.meta.dirname, 'papers', `${paper}.jpg`)));
	const hash = await sha256Hex(bytes);
	const file = { services, actor, hash, length: bytes.length };
	const { offset } = await uploadStateOf(file);
	const body = {
		async *chunks() {
			yield bytes.subarray(offset);
		},
	};
	await appendToDocument({ ...file, offset, body });
	return hash;
}
