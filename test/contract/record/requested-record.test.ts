import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exportRequestedRecord } from '#server/usecase/record/export-record.usecase.ts';
import { readLooks } from '#server/usecase/record/read-looks.usecase.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import type { RequestedRecordInput } from '#shared/protocol/requested-record.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { aHandedInClaim } from '../../support/claim-review-flow.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const asked = { idType: 'resident-id', reference: '2022-17', reason: '本人到窗口申请复制' } as const;
type Person = Pick<RequestedRecordInput, 'name' | 'idNumber'>;

describeOnEachDatabase('a record that a person asked the office for', (database) => {
	let world: World;
	let reviewer: AccountActor;
	beforeAll(async () => (world = await createWorld(database())));
	beforeEach(async () => (reviewer = await world.account('reviewer')));
	const made = (person: Person, more: Partial<RequestedRecordInput> = {}, actor = reviewer) =>
		exportRequestedRecord({ services: world.services, actor, input: { ...asked, ...person, ...more } });
	const entriesOf = async (subject: string) => {
		const entries = await world.services.uow.run({ kind: 'system' }, (tx) => tx.audit.ofSubject(subject));
		return entries.filter(({ act }) => act === 'record.export-other');
	};

	it('is the person’s own file, with their papers, and nothing of another person', async () => {
		const { actor, person, record } = await world.declared();
		const claim = await aHandedInClaim(world, actor);
		const other = await world.declared();
		const { parts, files } = await made(person);
		expect(files.map(({ hash }) => hash).toSorted()).toEqual(claim.files.map(({ hash }) => hash).toSorted());
		const said = JSON.stringify(parts);
		for (const own of [record, person.idNumber, claim.record]) expect(said).toContain(own);
		for (const foreign of [other.record, other.person.idNumber]) expect(said).not.toContain(foreign);
		expect(said).not.toMatch(/password_hash|unlock_key|token_hash|"place"/);
	});

	it('is found as the person wrote themselves: a small x, blanks, full-width signs', async () => {
		const { person } = await world.student({ name: '测试甲', idNumber: '11010519491231002X' });
		await made({ name: ` ${person.name} `, idNumber: '110105 19491231 ００２x' });
	});

	it('is written down with number and reason, and the person sees that it was taken', async () => {
		const { actor, person } = await world.student();
		await made(person);
		const [entry] = await entriesOf(actor.accountId);
		expect(entry).toMatchObject({
			actor: reviewer.accountId,
			detail: { reference: '2022-17', reason: '本人到窗口申请复制' },
		});
		expect(JSON.stringify(entry)).not.toContain(person.idNumber);
		const { looks } = await readLooks({ services: world.services, actor });
		expect(looks).toEqual([
			{
				...{ recordId: actor.accountId, kind: 'everything', what: 'exported', role: 'reviewer' },
				atMs: expect.any(Number),
			},
		]);
	});

	it('is of somebody without an account too, where number and name are both on a roster', async () => {
		const admin = await world.account('school-admin', 'kmmu');
		const idNumber = anIdNumber();
		const student = { ...aStudent(1, { idNumber }), idNumber };
		const place = { schoolCode: 'kmmu', schemeId: scheme.id, accountId: admin.accountId };
		await insertRoster(database(), place, [student]);
		const { parts, files } = await made(student);
		expect(parts.map(({ table }) => table)).toEqual(['roster_student']);
		expect(files).toEqual([]);
		expect(await entriesOf(student.id)).toHaveLength(1);
		expect((await refusalOf(made({ ...student, name: '别人' }))).code).toBe('request.not-found');
	});

	it('looks the same where name, kind or number is not theirs, where nobody is, and of one’s own', async () => {
		const { actor, person } = await world.student();
		const self = await world.student();
		const own: AccountActor = { ...self.actor, role: 'reviewer' };
		const refused = await Promise.all([
			refusalOf(made({ ...person, name: '别人' })),
			refusalOf(made(person, { idType: 'passport' })),
			refusalOf(made({ ...person, idNumber: anIdNumber() })),
			refusalOf(made(self.person, {}, own)),
		]);
		expect(new Set(refused.map((refusal) => JSON.stringify(refusal)))).toEqual(
			new Set(['{"code":"request.not-found"}']),
		);
		expect([...(await entriesOf(actor.accountId)), ...(await entriesOf(own.accountId))]).toEqual([]);
		// The same call with everything right opens it.
		await made(person);
	});

	it('is limited as other exports are, found or not', async () => {
		const { person } = await world.student();
		for (let i = 0; i < 19; i++) await refusalOf(made({ ...person, name: '别人' }));
		await made(person);
		expect((await refusalOf(made(person))).code).toBe('request.too-many');
	});
});
