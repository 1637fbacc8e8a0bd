import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exportRecord } from '#server/usecase/record/export-record.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { impersonalTables, subjectParts } from '#server/store/subject-tables.ts';
import { aHandedInClaim } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, aWholeDraft, sealedHandOver } from '../../support/drive-flow.ts';
import { completeFields, createWorld, type World } from '../../support/flow-world.ts';

describeOnEachDatabase('everything that is held about one person', (database) => {
	let world: World;
	beforeAll(async () => (world = await createWorld(database())));
	const made = (actor: AccountActor) => exportRecord({ services: world.services, actor });
	const tablesOf = async (actor: AccountActor) =>
		Object.fromEntries((await made(actor)).parts.map(({ table, rows }) => [table, rows]));

	it('judges every table that there is', async () => {
		const { rows } = await database().run({ kind: 'system' }, (trx) =>
			sql<{ name: string }>`select relname as name from pg_class
				where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(trx),
		);
		const judged = [...Object.keys(subjectParts), ...Object.keys(impersonalTables)];
		expect(rows.map(({ name }) => name).toSorted()).toEqual(judged.toSorted());
	});

	it('holds the person, the forms, the files and the looks of the office', async () => {
		const { actor, person, record } = await world.declared();
		const claim = await aHandedInClaim(world, actor);
		const reviewer = await world.account('reviewer');
		await readCase({ services: world.services, actor: reviewer, id: record });
		const tables = await tablesOf(actor);
		expect(tables.account_person).toMatchObject([{ name: person.name, id_number: person.idNumber }]);
		expect(tables.enrollment).toMatchObject([{ id: record, fields: { idNumber: person.idNumber } }]);
		expect(tables.claim).toMatchObject([{ id: claim.record }]);
		expect(tables.audit_entry!.map(({ act }) => act)).toContain('review.read');
		const { files } = await made(actor);
		expect(files.map(({ hash }) => hash).toSorted()).toEqual(claim.files.map(({ hash }) => hash).toSorted());
		const bytes = await new Response(await files[0]!.read()).bytes();
		expect(claim.files.map((file) => Buffer.from(file.bytes).toString('hex'))).toContain(
			Buffer.from(bytes).toString('hex'),
		);
	});

	it('holds nothing of another person, no secret, and nobody of the office', async () => {
		const one = await world.declared();
		const other = await world.declared();
		await aHandedInClaim(world, other.actor);
		const reviewer = await world.account('reviewer');
		await readCase({ services: world.services, actor: reviewer, id: one.record });
		const said = JSON.stringify((await made(one.actor)).parts);
		for (const foreign of [other.person.idNumber, other.record, other.actor.accountId, reviewer.accountId]) {
			expect(said).not.toContain(foreign);
		}
		expect(said).not.toMatch(/password_hash|unlock_key|token_hash|"place"/);
		// The same search finds the person's own, so that it can find something at all.
		expect(said).toContain(one.person.idNumber);
	});

	it('what a volunteer entered goes to the person that it is about, and not to the volunteer', async () => {
		const school = await world.account('school-admin', 'kmmu');
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		const { actor: volunteer, kit, device } = await aVolunteer(world, token);
		const { actor, person } = await world.student();
		const namesake = await world.student();
		const record = world.newId();
		const draft = await aWholeDraft({ fields: completeFields(person) });
		const { results } = await device.send([await sealedHandOver(kit, record, draft)]);
		expect(results[0]!.status).toBe('applied');
		expect((await tablesOf(actor)).enrollment).toMatchObject([{ id: record }]);
		expect((await tablesOf(actor)).drive_entry).toHaveLength(1);
		expect(JSON.stringify((await made(volunteer)).parts)).not.toContain(person.idNumber);
		expect((await tablesOf(namesake.actor)).enrollment).toBeUndefined();
	});

	it('that it was taken is written down', async () => {
		const { actor } = await world.student();
		await made(actor);
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) =>
			tx.audit.ofSubject(actor.accountId),
		);
		expect(entries.map(({ act }) => act)).toContain('record.export');
	});
});
