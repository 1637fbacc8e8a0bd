/** Scans of what a school's word rests on: whose they must be, who sees them, how long they are kept. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { OutcomeSaid } from '#shared/domain/roster/outcome.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectOrphans } from '#server/usecase/document/collect-orphans.usecase.ts';
import { readScan } from '#server/usecase/outcome/read-scan.usecase.ts';
import { readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { clearOutcome, sayOutcome } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { exportRecord, exportRequestedRecord } from '#server/usecase/record/export-record.usecase.ts';
import { holdAccount, liftHold } from '#server/usecase/retention/legal-hold.usecase.ts';
import { aStudent, insertRoster, type RosterPerson } from '../../support/a-roster.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { aHandedInClaim, storeFile } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { aPhoto } from '../../support/uploading.ts';

const schemeId = 'yunnan-kunming-2023';
const elsewhere = { word: 'elsewhere', proof: 'certificate', place: '曲靖市' } as const;
const dayMs = 86_400_000;

describeOnEachDatabase('scans of what a school says', (database) => {
	let world: World;
	let admin: AccountActor;
	let colleague: AccountActor;
	let otherSchool: AccountActor;
	let n = 0;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
		colleague = await world.account('school-admin', 'kmmu');
		otherSchool = await world.account('school-admin', 'ynufe');
	});

	async function onRoster(more: Partial<RosterPerson> = {}, actor = admin): Promise<string> {
		const person = aStudent(++n, more);
		const place = { schoolCode: actor.schoolCode!, schemeId, accountId: actor.accountId };
		await insertRoster(database(), place, [person]);
		return person.id;
	}
	async function aScan(actor = admin): Promise<string> {
		const scan = await aPhoto(5_000);
		await storeFile(world, actor, scan);
		return scan.hash;
	}
	const say = (ids: string[], fileHash: string | null, actor = admin) =>
		sayOutcome({
			...{ services: world.services, actor, ids },
			said: OutcomeSaid.parse({ ...elsewhere, fileHash }),
		});
	async function withScan(more: Partial<RosterPerson> = {}): Promise<{ id: string; hash: string }> {
		const [id, hash] = [await onRoster(more), await aScan()];
		await say([id], hash);
		return { id, hash };
	}
	const clear = (id: string, actor = admin) => clearOutcome({ services: world.services, actor, ids: [id] });
	const open = (actor: AccountActor, { id, hash }: { id: string; hash: string }) =>
		readScan({ services: world.services, actor, studentId: id, hash });
	const rowOf = async (id: string) =>
		(await readStudents({ services: world.services, actor: admin, query: { schemeId } })).rows.find(
			(row) => row.id === id,
		);
	const isHeld = async (hash: string) =>
		world.services.uow.run(admin, async (tx) => (await tx.documents.get(admin.accountId, hash)) !== null);
	const collectAfter = (days: number) => {
		const clock = { nowMs: () => world.services.clock.nowMs() + days * dayMs };
		return collectOrphans({ services: { ...world.services, clock } });
	};
	const looksAt = async (id: string) =>
		(await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(id))).filter(
			({ act }) => act === 'outcome.read-document',
		);

	it('are seen by every administrator of the school, whose looks are written down', async () => {
		const scan = await withScan();
		expect(await rowOf(scan.id)).toMatchObject({ scanOf: 1, said: { fileHash: scan.hash } });
		for (const actor of [admin, colleague]) {
			expect((await open(actor, scan)).size).toBe(5_000);
			expect((await looksAt(scan.id)).at(-1)).toMatchObject({ actor: actor.accountId, detail: {} });
		}
		expect(await looksAt(scan.id)).toHaveLength(2);
	});

	it('to everybody else are as absent as what there is not, and nothing is written down', async () => {
		const scan = await withScan();
		const unnamed = await aScan();
		const bare = await onRoster();
		const cases: [AccountActor, { id: string; hash: string }][] = [
			[otherSchool, scan],
			[await world.account('reviewer'), scan],
			[await world.account('auditor'), scan],
			[await world.account('school-admin'), scan],
			[(await world.student()).actor, scan],
			[admin, { ...scan, id: world.newId() }],
			[admin, { ...scan, hash: unnamed }],
			[admin, { id: bare, hash: scan.hash }],
			[colleague, { ...scan, hash: 'f'.repeat(64) }],
		];
		for (const [actor, asked] of cases) {
			expect(await refusalOf(open(actor, asked))).toEqual({ code: 'request.not-found' });
		}
		expect(await looksAt(scan.id)).toEqual([]);
	});

	it('are kept from others by the database too: a policy that lets a school see all would be found', async () => {
		const scan = await withScan();
		const unnamed = await aScan();
		const seen = (actor: AccountActor, hash: string) =>
			database().run(actor, async (trx) => {
				const file = await sql`select 1 from document where hash = ${hash}`.execute(trx);
				const row = await sql`select 1 from outcome_scan where hash = ${hash}`.execute(trx);
				return { file: file.rows.length, row: row.rows.length };
			});
		const found = async () => ({
			colleague: await seen(colleague, scan.hash),
			other: await seen(otherSchool, scan.hash),
			reviewer: await seen(await world.account('reviewer'), scan.hash),
			unnamed: await seen(colleague, unnamed),
		});
		const nothing = { file: 0, row: 0 };
		const right = { colleague: { file: 1, row: 1 }, other: nothing, reviewer: nothing, unnamed: nothing };
		expect(await found()).toEqual(right);
		// Planted: scans of every school.
		await sql`create policy planted on outcome_scan for select using (true)`.execute(database().owner);
		try {
			expect(await found()).toMatchObject({ other: { file: 1, row: 1 }, unnamed: nothing });
		} finally {
			await sql`drop policy planted on outcome_scan`.execute(database().owner);
		}
		expect(await found()).toEqual(right);
	});

	it('must be among the files of who says it: another’s, or one that never came, refuses the word', async () => {
		const id = await onRoster();
		const theirs = await aScan(colleague);
		for (const hash of [theirs, 'e'.repeat(64)]) {
			expect(await refusalOf(say([id], hash))).toEqual({ code: 'outcome.scan-missing', missing: [hash] });
		}
		expect(await rowOf(id)).toMatchObject({ outcome: 'not-reached', scanOf: null });
		expect(await say([id], theirs, colleague)).toEqual({ done: 1, notDone: 0 });
	});

	it('cannot be made to name another’s file, nor stand for another school’s student', async () => {
		const scan = await withScan();
		const { actor: owner, files } = await aHandedInClaim(world);
		const foreign = await onRoster({}, otherSchool);
		const insert = (student: string, accountId: string, hash: string) =>
			database().run(admin, (trx) =>
				sql`insert into outcome_scan (student_id, school_code, owner_account_id, hash, students, said_at_ms)
					values (${student}, 'kmmu', ${accountId}, ${hash}, 1, 1)`.execute(trx),
			);
		const theirs = files[0]!.hash;
		await expect(insert(await onRoster(), owner.accountId, theirs)).rejects.toThrow(/row-level security/);
		await expect(insert(foreign, admin.accountId, scan.hash)).rejects.toThrow(/row-level security/);
		await expect(
			database().run(admin, (trx) =>
				sql`update outcome_scan set hash = ${theirs}, owner_account_id = ${owner.accountId}
					where student_id = ${scan.id}`.execute(trx),
			),
		).rejects.toThrow(/permission denied/);
		// With what is their own it goes: what was refused was whose it is.
		await insert(await onRoster(), admin.accountId, scan.hash);
	});

	it('one may be for several, as a class signs one sheet', async () => {
		const ids = [await onRoster(), await onRoster(), await onRoster()];
		const hash = await aScan();
		const foreign = await onRoster({}, otherSchool);
		expect(await say([...ids, foreign], hash)).toEqual({ done: 3, notDone: 1 });
		for (const id of ids) {
			expect(await rowOf(id)).toMatchObject({ scanOf: 3 });
			expect((await open(colleague, { id, hash })).size).toBe(5_000);
		}
	});

	it('of a row from before has a fingerprint alone', async () => {
		const id = await onRoster();
		const basis = JSON.stringify({ proof: 'certificate', place: '曲靖市', fileHash: 'd'.repeat(64) });
		await sql`update roster_student set word = 'elsewhere', word_basis = ${basis}::jsonb, word_at_ms = 1,
			word_by_account_id = ${admin.accountId} where id = ${id}`.execute(database().owner);
		expect(await rowOf(id)).toMatchObject({ said: { fileHash: 'd'.repeat(64) }, scanOf: null });
		const refusal = await refusalOf(open(admin, { id, hash: 'd'.repeat(64) }));
		expect(refusal).toEqual({ code: 'request.not-found' });
	});

	it('end with the word, whoever takes it back or says it anew', async () => {
		const cleared = await withScan();
		await clear(cleared.id, colleague);
		const replaced = await withScan();
		const next = await aScan(colleague);
		await say([replaced.id], next, colleague);
		for (const scan of [cleared, replaced]) {
			expect(await refusalOf(open(admin, scan))).toEqual({ code: 'request.not-found' });
		}
		expect((await open(admin, { id: replaced.id, hash: next })).size).toBe(5_000);
		await say([replaced.id], null);
		expect(await rowOf(replaced.id)).toMatchObject({ said: { fileHash: null }, scanOf: null });
	});

	it('stay while a word names them, and the usual time after it was taken back', async () => {
		const kept = await withScan();
		const ended = await withScan();
		const unnamed = await aScan();
		const { services } = world;
		const later = { ...services, clock: { nowMs: () => services.clock.nowMs() + 40 * dayMs } };
		await clearOutcome({ services: later, actor: admin, ids: [ended.id] });
		await collectAfter(45);
		expect([await isHeld(kept.hash), await isHeld(ended.hash), await isHeld(unnamed)]).toEqual([
			...[true, true, false],
		]);
		await collectAfter(75);
		expect([await isHeld(kept.hash), await isHeld(ended.hash)]).toEqual([true, false]);
		expect((await open(admin, kept)).size).toBe(5_000);
		const rows = await sql`select 1 from outcome_scan where hash = ${ended.hash}`.execute(database().owner);
		expect(rows.rows).toEqual([]);
	});

	it('of somebody under a legal hold stay until it is lifted', async () => {
		const { actor, person } = await world.student();
		const auditor = await world.account('auditor');
		const scan = await withScan({ idNumber: person.idNumber, name: person.name });
		const free = await withScan();
		const by = { services: world.services, actor: auditor, reason: '2022-1' };
		const { id: hold } = await holdAccount({ ...by, accountId: actor.accountId });
		await clear(scan.id);
		await clear(free.id);
		await collectAfter(40);
		expect([await isHeld(scan.hash), await isHeld(free.hash)]).toEqual([true, false]);
		await liftHold({ ...by, id: hold });
		await collectAfter(40);
		expect(await isHeld(scan.hash)).toBe(false);
	});

	it('go with the record of whom they are about, and not with that of who brought them', async () => {
		const { actor, person } = await world.student();
		const about = { idNumber: person.idNumber, name: person.name };
		const own = await withScan(about);
		const list = await aScan();
		await say([await onRoster(), await onRoster()], list);
		const filesOf = async (who: AccountActor) =>
			(await exportRecord({ services: world.services, actor: who })).files.map(({ hash }) => hash);
		expect(await filesOf(actor)).toEqual([own.hash]);
		expect(await filesOf(admin)).toEqual([]);
		const made = await exportRecord({ services: world.services, actor });
		const rows = made.parts.find(({ table }) => table === 'outcome_scan')?.rows;
		expect(rows).toMatchObject([{ student_id: own.id, hash: own.hash, students: 1 }]);
		expect(JSON.stringify(rows)).not.toContain(admin.accountId);
		// The same sheet for somebody else too: they stand on it as well.
		await say([await onRoster()], own.hash);
		expect(await filesOf(actor)).toEqual([]);
		// What an administrator handed in for themselves is theirs.
		const { actor: owner, files } = await aHandedInClaim(world);
		await sql`update account set role = 'school-admin' where id = ${owner.accountId}`.execute(
			database().owner,
		);
		expect((await filesOf(owner)).toSorted()).toEqual(files.map(({ hash }) => hash).toSorted());
	});

	it('of somebody without an account go with what they ask the office for; a list of several never', async () => {
		const reviewer = await world.account('reviewer');
		const person = { name: '测试庚', idNumber: anIdNumber() };
		const own = await withScan(person);
		const ask = async (who: { name: string; idNumber: string }) =>
			(
				await exportRequestedRecord({
					...{ services: world.services, actor: reviewer },
					input: { ...who, idType: 'resident-id', reference: '2022-1', reason: '查询' },
				})
			).files.map(({ hash }) => hash);
		expect(await ask(person)).toEqual([own.hash]);
		const listed = { name: '测试辛', idNumber: anIdNumber() };
		const list = await aScan();
		await say([await onRoster(listed), await onRoster()], list);
		expect(await ask(listed)).toEqual([]);
	});
});
