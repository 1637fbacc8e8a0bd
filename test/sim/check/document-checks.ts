/** Claims and their files, once all is quiet. */
import type { LocalClaim } from '#lib/device/claim-types.ts';
import { hashesOf } from '#shared/domain/claim/claim.ts';
import { claimDocumentPath } from '#shared/protocol/document.ts';
import { viewClaim } from '#server/usecase/claim/view-claim.ts';
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { atLast } from './phone-model.ts';
import type { Phone } from '../phone/phone.ts';
import { ownContentOf } from '../run/claimant.ts';
import { collectAsInAMonth, get } from '../run/readers.ts';
import type { Person, World } from '../run/world.ts';

/** 4 and 1: what the phone shows of claims is what the office has, and each hand-in ended or says why not. */
export async function claimsConverged(world: World, phone: Phone, person: Person): Promise<LocalClaim[]> {
	const { findings } = world;
	const { accountId } = person.actor;
	const list = await world.scheduler.rejoin(
		phone.run(async () => (await phone.front!.device.claims()).list()),
	);
	compareClaims(world, phone, accountId, list, atLast);
	const rows = [...world.database.committed.claim.values()].filter(
		({ ownerAccountId }) => ownerAccountId === accountId,
	);
	const localById = new Map(list.map((local) => [local.id, local]));
	for (const row of rows) {
		const shown = localById.get(row.id);
		const view = await world.uow.run(person.actor, (tx) => viewClaim(tx, row));
		const isSame = canonicalJson(shown?.server ?? null) === canonicalJson(view);
		findings.check(4, isSame, () => `${phone.name} shows claim ${row.id} otherwise`);
		if (!shown || shown.refusal) continue;
		const isEqual =
			canonicalJson([shown.fields, shown.documents]) === canonicalJson([row.fields, row.documents]);
		findings.check(4, isEqual, () => `${phone.name} has other content of claim ${row.id}`);
	}
	const ids = new Set(rows.map(({ id }) => id));
	const files = new Map(phone.storage.files(accountId).map((file) => [file.hash, file]));
	for (const local of list) {
		const isExplained = ids.has(local.id) || local.refusal !== null;
		findings.check(4, isExplained, () => `${phone.name} has claim ${local.id}, which nobody else has`);
		if (!local.submission) continue;
		const named = hashesOf(local.documents);
		const isTold = named.some((hash) => files.get(hash)?.state === 'refused');
		findings.check(
			1,
			isTold,
			() => `${phone.name}: claim ${local.id} waits for ever, and nobody is told why`,
		);
	}
	for (const { hash, state, code } of files.values()) {
		const isLost = code === 'device.document-missing' && phone.lostFiles.has(`${accountId} ${hash}`);
		findings.check(14, state !== 'refused' || isLost, () => `${phone.name}: a photo was refused: ${code}`);
		const isNamed = list.some(({ documents }) => hashesOf(documents).includes(hash));
		findings.check(14, state !== 'waiting' || !isNamed, () => `${phone.name}: a photo was never sent`);
		const isThere = world.database.committed.document.has(`${accountId} ${hash}`);
		// What a collection takes is watched in the store in memory; from the SQL store it may take what no claim named that
		// was handed in, and who hands in is asked for it again.
		const isCollected = world.sql
			? !rows.some(({ documents, state: at }) => at !== 'draft' && hashesOf(documents).includes(hash))
			: world.documents.collected.has(`${accountId} ${hash}`);
		const isHeld = isThere || isCollected;
		findings.check(
			14,
			state !== 'stored' || isHeld,
			() => `${phone.name}: a photo counts as stored, and is not`,
		);
	}
	return list;
}

export function compareClaims(
	world: World,
	phone: Phone,
	owner: string,
	list: LocalClaim[],
	when: string,
): void {
	const shown = list.map((local) => ({
		id: local.id,
		fields: ownContentOf(phone, local),
		conflicts: [],
		refusal: local.refusal?.code ?? null,
	}));
	world.claimModel.compare(phone, owner, shown, when);
}

/** 1: each saved value of a claim took effect, or its phone says that it was refused. */
export function noClaimLost(world: World, shown: Map<Phone, LocalClaim[]>): void {
	const { claimModel, database } = world;
	for (const record of claimModel.records()) {
		if (claimModel.removed.has(record)) continue;
		const row = database.committed.claim.get(record);
		for (const [key, { phone: name, values }] of claimModel.expected(record)) {
			const phone = world.phones.find((each) => each.name === name)!;
			const held = row ? ownContentOf(phone, row) : {};
			if (values.includes((held as Record<string, never>)[key] ?? null)) continue;
			const local = shown.get(phone)?.find(({ id }) => id === record);
			const isTold =
				phone.mayMiss(world.owners.get(record)!, record, true) ||
				(local === undefined ? world.owners.get(record) !== world.ownerAt(name) : local.refusal !== null);
			world.findings.check(
				1,
				isTold,
				() => `${name} saved ${key} of claim ${record}: the office never had it`,
			);
		}
	}
}

/** 14: rows and bytes belong together, what nobody needs is collected, and readable is what may be read. */
export async function documentsHold(world: World): Promise<void> {
	const { findings, files, documents } = world;
	for (let rounds = 0; rounds < 2; rounds++) {
		await world.scheduler.sleep(1_000);
		await collectAsInAMonth(world);
	}
	const { document, claim } = await world.look();
	const rows = [...document.values()];
	for (const row of rows)
		findings.check(14, documents.isWhole(row), () => `${row.hash} is stored without bytes`);
	const places = new Set(rows.map(({ place }) => place));
	findings.check(14, files.stored.size === places.size, () => 'bytes that no row names were not collected');
	findings.check(14, files.parts.size === 0, () => 'half-uploaded files were not collected');
	const claims = [...claim.values()];
	const tokens = [null, world.reviewerToken, ...(await world.sessionsOfAll())];
	const isNeeded = ({ ownerAccountId, hash }: (typeof rows)[number]) =>
		claims.some((row) => row.ownerAccountId === ownerAccountId && hashesOf(row.documents).includes(hash));
	findings.check(14, rows.every(isNeeded), () => 'a file that nobody needs was not collected');
	for (const { id, ownerAccountId, state, documents: papers } of claims) {
		const [hash] = hashesOf(papers);
		if (hash === undefined) continue;
		const isStored = document.has(`${ownerAccountId} ${hash}`);
		for (const token of tokens) {
			const request = get(claimDocumentPath(id, hash), token);
			const response = await world.office.handle(request);
			documents.reply(request, response);
			const isOwner = token !== null && world.leaks.sessionOf.get(token) === ownerAccountId;
			const may = isOwner || (token === world.reviewerToken && state !== 'draft');
			const expected = token === null ? 401 : may && isStored ? 200 : 404;
			findings.check(14, response.status === expected, () => `a file was answered ${response.status}`);
		}
	}
}
