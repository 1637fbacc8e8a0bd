import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { appendToDocument } from '#server/usecase/document/append-to-document.usecase.ts';
import { collectOrphans } from '#server/usecase/document/collect-orphans.usecase.ts';
import { readDocument } from '#server/usecase/document/read-document.usecase.ts';
import { holdAccount, liftHold } from '#server/usecase/retention/legal-hold.usecase.ts';
import {
	bankName,
	editClaim,
	inEveryPaper,
	papers,
	removeClaim,
	submitClaim,
} from '../../support/claim-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, Device, refusalOf, type World } from '../../support/flow-world.ts';
import { aPhoto, type TestFile } from '../../support/uploading.ts';

const dayMs = 86_400_000;
/** Claims are read by a phone that knows them. */
const version = 4;

describeOnEachDatabase('a claim and its files', (database) => {
	let world: World;
	beforeAll(async () => {
		world = await createWorld(database());
		world.services.businessDate.today = () => '2023-03-01';
	});

	async function claimant() {
		const { actor } = await world.student();
		return { actor, device: new Device(world, actor, version), record: world.newId() };
	}

	async function store(actor: AccountActor, file: TestFile): Promise<void> {
		const body = {
			async *chunks() {
				yield file.bytes;
			},
		};
		const { hash } = file;
		const call = { services: world.services, actor, hash, length: file.bytes.length, offset: 0, body };
		expect((await appendToDocument(call)).isStored).toBe(true);
	}

	const photos = (count: number) => Promise.all(Array.from({ length: count }, () => aPhoto(5_000)));
	const resultsOf = async (device: Device, mutations: unknown[]) => (await device.send(mutations)).results;
	const read = async (actor: AccountActor, claimId: string, hash: string) => {
		const { bytes } = await readDocument({ services: world.services, actor, claimId, hash });
		return new Uint8Array(await new Response(bytes).arrayBuffer());
	};

	/** A claim that was handed in, with a file in each paper. */
	async function handedIn() {
		const own = await claimant();
		const files = await photos(2);
		for (const file of files) await store(own.actor, file);
		const documents = inEveryPaper(files.map(({ hash }) => hash));
		const results = await resultsOf(own.device, [
			editClaim(own.record, { documents }),
			await submitClaim(own.record, { documents }),
		]);
		expect(results.map(({ status, code }) => code ?? status)).toEqual(['applied', 'applied']);
		return { ...own, files, documents };
	}

	it('is refused while a file that it names has not come, by name, and taken when all are there', async () => {
		const { actor, device, record } = await claimant();
		const files = await photos(3);
		await store(actor, files[0]!);
		const documents = inEveryPaper(files.map(({ hash }) => hash));
		const [edited, refused] = await resultsOf(device, [
			editClaim(record, { documents }),
			await submitClaim(record, { documents }),
		]);
		expect(edited).toMatchObject({ status: 'applied', stored: [files[0]!.hash] });
		expect(refused).toMatchObject({ status: 'refused', code: 'claim.document-missing' });
		expect(new Set(refused!.missing)).toEqual(new Set([files[1]!.hash, files[2]!.hash]));
		expect(refused!.path).toMatch(/^documents\.[a-z-]+\.0$/);

		await store(actor, files[1]!);
		await store(actor, files[2]!);
		const again = await resultsOf(device, [await submitClaim(record, { documents })]);
		expect(again[0]!.status).toBe('applied');
		const { changes } = await device.pull();
		expect(changes).toMatchObject([{ kind: 'claim', id: record, view: { state: 'submitted', documents } }]);
	});

	it('another account’s file with the same hash counts for nothing', async () => {
		const { device, record } = await claimant();
		const other = await claimant();
		const [file] = await photos(1);
		await store(other.actor, file!);
		const documents = inEveryPaper([file!.hash]);
		const results = await resultsOf(device, [
			editClaim(record, { documents }),
			await submitClaim(record, { documents }),
		]);
		expect(results[1]).toMatchObject({ code: 'claim.document-missing', missing: [file!.hash] });
	});

	it.each([
		[
			'a paper is missing',
			(all: Record<string, string[]>) => ({ documents: { ...all, [papers[0]!]: null } }),
			'claim.incomplete',
			`documents.${papers[0]}`,
		],
		[
			'no bank',
			(documents: Record<string, string[]>) => ({ documents, fields: {} }),
			'claim.incomplete',
			'fields.bankName',
		],
		[
			'another bank',
			(documents: Record<string, string[]>) => ({ documents, fields: { bankName: '别的银行' } }),
			'claim.incomplete',
			'fields.bankName',
		],
		[
			'an agent without papers',
			(documents: Record<string, string[]>) => ({ documents, fields: { bankName, agent: true } }),
			'claim.incomplete',
			'documents.agent-id',
		],
		[
			'inpatient care at home',
			(documents: Record<string, string[]>) => ({ documents, claimKind: 'inpatient-local' }),
			'claim.not-needed',
			undefined,
		],
		[
			'a kind that there is not',
			(documents: Record<string, string[]>) => ({ documents, claimKind: 'dentist' }),
			'claim.not-offered',
			undefined,
		],
		[
			'Yunnan, whose document has no claims',
			(documents: Record<string, string[]>) => ({ documents, schemeId: 'yunnan-kunming-2023' }),
			'claim.not-offered',
			undefined,
		],
		[
			'a scheme that there is not',
			(documents: Record<string, string[]>) => ({ documents, schemeId: 'moon-2030' }),
			'claim.scheme-unknown',
			undefined,
		],
	])('%s', async (_, made, code, path) => {
		const { actor, device, record } = await claimant();
		const [file] = await photos(1);
		await store(actor, file!);
		const content = made(inEveryPaper([file!.hash]));
		const [edited, submitted] = await resultsOf(device, [
			editClaim(record, content),
			await submitClaim(record, content),
		]);
		expect(edited!.status).toBe('applied');
		expect(submitted).toMatchObject({ code, ...(path ? { path } : {}) });
	});

	it('other content than was submitted is refused; a closed claim takes no edit, no second submission, no removal', async () => {
		const { device, record, documents } = await handedIn();
		const late = await resultsOf(device, [editClaim(record, { fields: { note: 'x' } })]);
		const twice = await resultsOf(device, [await submitClaim(record, { documents })]);
		const gone = await resultsOf(device, [removeClaim(record)]);
		expect([late, twice, gone].map(([result]) => result!.code)).toEqual(Array(3).fill('claim.wrong-state'));

		const other = await claimant();
		const [file] = await photos(1);
		await store(other.actor, file!);
		const own = inEveryPaper([file!.hash]);
		const results = await resultsOf(other.device, [
			editClaim(other.record, { documents: own }),
			await submitClaim(other.record, { documents: own, fields: { bankName, note: 'unseen' } }),
		]);
		expect(results[1]!.code).toBe('claim.content-changed');
	});

	it('a phone of before version 4 hears nothing of claims, and hears it all once it is newer', async () => {
		const { actor, device, record } = await claimant();
		const old = new Device(world, actor, 3);
		await device.send([editClaim(record)]);
		expect((await old.pull()).changes).toEqual([]);
		const newer = new Device(world, actor, version);
		expect((await newer.pull()).changes).toMatchObject([{ kind: 'claim', id: record }]);
	});

	it('another person can neither read, edit, submit nor remove it', async () => {
		const { record, documents } = await handedIn();
		const draft = await claimant();
		await draft.device.send([editClaim(draft.record)]);
		const other = await claimant();
		for (const id of [record, draft.record]) {
			for (const mutation of [editClaim(id), await submitClaim(id, { documents }), removeClaim(id)]) {
				expect((await resultsOf(other.device, [mutation]))[0]!.code).toBe('request.not-found');
			}
		}
		expect((await other.device.pull()).changes).toEqual([]);
	});

	it('its files are read by its owner, and by a reviewer once it was handed in; to all others they are absent', async () => {
		const { actor, record, files } = await handedIn();
		const [file] = files;
		const reviewer = await world.account('reviewer');
		expect(await read(actor, record, file!.hash)).toEqual(file!.bytes);
		expect(await read(reviewer, record, file!.hash)).toEqual(file!.bytes);

		const draft = await claimant();
		const [hidden] = await photos(1);
		await store(draft.actor, hidden!);
		await draft.device.send([editClaim(draft.record, { documents: inEveryPaper([hidden!.hash]) })]);
		const other = await claimant();
		// Somebody who knows the hash, and names it in a claim of their own.
		await other.device.send([
			editClaim(other.record, { documents: inEveryPaper([file!.hash, hidden!.hash]) }),
		]);
		const refused: [string, AccountActor, string, string][] = [
			['another student', other.actor, record, file!.hash],
			['who named it themselves', other.actor, other.record, file!.hash],
			['a clerk', await world.account('clerk'), record, file!.hash],
			['a school', await world.account('school-admin', 'demo'), record, file!.hash],
			['a reviewer, of a draft', reviewer, draft.record, hidden!.hash],
			['a reviewer, of a file that the claim does not name', reviewer, record, hidden!.hash],
			['its owner, under another claim', actor, draft.record, hidden!.hash],
			['nobody’s claim', reviewer, world.newId(), file!.hash],
		];
		for (const [who, by, claim, hash] of refused) {
			const refusal = await refusalOf(read(by, claim, hash));
			expect(refusal, who).toEqual({ code: 'request.not-found' });
		}
	});

	it('row-level security alone hides files: a query without any condition finds one’s own', async () => {
		const { files } = await handedIn();
		const other = await claimant();
		const [own] = await photos(1);
		await store(other.actor, own!);
		const seenBy = (actor: AccountActor) =>
			database().run(actor, (trx) => trx.selectFrom('document').select('hash').execute());
		expect(await seenBy(other.actor)).toEqual([{ hash: own!.hash }]);

		// The fault that this must catch: one policy too wide.
		const { owner } = database();
		await sql`create policy planted on document for select using (true)`.execute(owner);
		const leaked = (await seenBy(other.actor)).map(({ hash }) => hash);
		await sql`drop policy planted on document`.execute(owner);
		expect(leaked).toContain(files[0]!.hash);
	});

	it('what no record needs is collected after a month, what one names never', async () => {
		const kept = await handedIn();
		const { actor, device, record } = await claimant();
		const [removed, unnamed, again] = await photos(3);
		for (const file of [removed!, unnamed!, again!]) await store(actor, file);
		await device.send([editClaim(record, { documents: inEveryPaper([removed!.hash]) })]);
		await device.send([removeClaim(record)]);
		const { services } = world;
		const heldBy = (by: AccountActor) =>
			services.uow.run(by, async (tx) => {
				const hashes = [removed!, unnamed!, again!, ...kept.files].map(({ hash }) => hash);
				const rows = await Promise.all(hashes.map((hash) => tx.documents.get(by.accountId, hash)));
				return rows.flatMap((row) => (row ? [row.hash] : []));
			});
		world.clock.moveOn(29 * dayMs);
		await collectOrphans({ services });
		expect(await heldBy(actor)).toHaveLength(3);
		// A record that begins to need it gives it its time again.
		const next = world.newId();
		await device.send([editClaim(next, { documents: inEveryPaper([again!.hash]) })]);
		await device.send([removeClaim(next)]);
		world.clock.moveOn(2 * dayMs);
		expect(await collectOrphans({ services })).toBeGreaterThanOrEqual(2);
		expect(await heldBy(actor)).toEqual([again!.hash]);
		expect(await heldBy(kept.actor)).toHaveLength(2);
		expect(await read(kept.actor, kept.record, kept.files[0]!.hash)).toEqual(kept.files[0]!.bytes);
		for await (const places of services.documents.list()) {
			for (const { place } of places) expect(place).not.toContain(unnamed!.hash);
		}
	});

	it('what nobody names stays while its owner is held, and goes when the hold ends', async () => {
		const { services } = world;
		const { actor } = await claimant();
		const [file] = await photos(1);
		await store(actor, file!);
		const call = { services, actor: await world.account('auditor'), reason: '（2022）云 01 号' };
		const { id } = await holdAccount({ ...call, accountId: actor.accountId });
		const isThere = () =>
			services.uow.run(actor, async (tx) => (await tx.documents.get(actor.accountId, file!.hash)) !== null);
		world.clock.moveOn(31 * dayMs);
		await collectOrphans({ services });
		expect(await isThere()).toBe(true);
		await liftHold({ ...call, id });
		await collectOrphans({ services });
		expect(await isThere()).toBe(false);
	});

	it('bytes without a row, of a server that was killed between the two, are collected', async () => {
		const { services } = world;
		const [file] = await photos(1);
		const place = `${file!.hash}.${world.newId()}`;
		await services.documents.put(place, file!.bytes);
		await collectOrphans({ services });
		world.clock.moveOn(2 * dayMs);
		await collectOrphans({ services });
		expect(await services.documents.read(place)).toBeNull();
	});

	it('a row whose bytes are gone answers that the server cannot, and not that there is none', async () => {
		const { actor, record, files } = await handedIn();
		const row = await world.services.uow.run(actor, (tx) =>
			tx.documents.get(actor.accountId, files[0]!.hash),
		);
		await world.services.documents.remove(row!.place);
		await expect(read(actor, record, files[0]!.hash)).rejects.toThrow(RefusalError);
		expect(await refusalOf(read(actor, record, files[0]!.hash))).toEqual({ code: 'server.unavailable' });
	});
});
