import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { endStaff, nameStaff } from '#server/usecase/outcome/name-staff.usecase.ts';
import { readConsole } from '#server/usecase/outcome/read-console.usecase.ts';
import { readReminder, readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { aStudent, insertRoster } from '../../support/a-roster.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';

const changchun = changchun2023.id;
const yunnan = 'yunnan-kunming-2023';
const school = 'cc-demo-university';
const day = (date: string) => ({ today: () => date, moment: () => ({}) as never, move: async () => {} });

describeOnEachDatabase('a school’s console', (database) => {
	let world: World;
	let admin: AccountActor;
	let colleague: AccountActor;
	const names = ['赵一', '钱二', '孙三'];
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', school);
		colleague = await world.account('school-admin', school);
		// Of Yunnan by what it filled in: the console asks only whose it is and how far it is.
		const { record } = await world.declared();
		await sql`update enrollment set school_code = ${school}, scheme_id = ${changchun} where id = ${record}`.execute(
			database().owner,
		);
		const people = names.map((name, i) =>
			aStudent(i, { name, className: i < 2 ? '一班' : '二班', enrollmentId: i === 0 ? record : null }),
		);
		await insertRoster(
			database(),
			{ schoolCode: school, schemeId: changchun, accountId: admin.accountId },
			people,
		);
	});
	const console = (date = '2022-10-15', actor = admin) =>
		readConsole({
			services: { ...world.services, businessDate: day(date) },
			actor,
			schemeId: undefined,
		});
	const entries = (act: string) =>
		sql<{
			detail: object;
			actor: string;
		}>`select detail, actor from audit_entry where act = ${act} order by id`
			.execute(database().owner)
			.then(({ rows }) => rows);

	it('tells who is late against the days of the scheme, by the business date', async () => {
		const [register, pay] = (await console()).deadlines;
		expect(register).toMatchObject({
			...{ kind: 'not-registered', due: '2022-12-20', cites: ['C8'], days: 66, notReached: 2, notDone: 1 },
			colleges: [{ college: '临床医学院', notReached: 2, notDone: 1 }],
		});
		expect(pay).toMatchObject({
			kind: 'not-paid',
			due: '2022-12-31',
			cites: ['C2'],
			notReached: 2,
			notDone: 1,
		});
		const late = (await console('2022-12-21')).deadlines;
		expect(late.map(({ days }) => days)).toEqual([-1, 10]);
	});

	it('says where the document gives no day', async () => {
		const kmmu = await world.account('school-admin', 'kmmu');
		const place = { schoolCode: 'kmmu', schemeId: yunnan, accountId: kmmu.accountId };
		await insertRoster(database(), place, [aStudent(1)]);
		const { deadlines, schemeIds } = await console('2022-10-15', kmmu);
		expect(schemeIds).toEqual([yunnan]);
		expect(deadlines).toMatchObject([
			{ kind: 'not-registered', due: null, days: null, notReached: 1, notDone: 0 },
			{ kind: 'not-paid', due: null, days: null, cites: ['Y24'] },
		]);
	});

	it('shows another school nothing, and one without a roster that there is none', async () => {
		const empty = await console('2022-10-15', await world.account('school-admin', 'cc-demo-college'));
		expect(empty).toMatchObject({ size: 0, schemeId: null, schemeIds: [], colleges: [], deadlines: [] });
	});

	it('pages by college, class and number, and finds by the beginning of a number', async () => {
		const ask = (more: object) =>
			readStudents({ services: world.services, actor: admin, query: { schemeId: changchun, ...more } });
		const all = await ask({});
		expect(all.rows.map(({ className }) => className)).toEqual(['一班', '一班', '二班']);
		const rest = await ask({ after: all.rows[0]!.id });
		expect(rest.rows.map(({ id }) => id)).toEqual(all.rows.slice(1).map(({ id }) => id));
		expect(rest.total).toBe(3);
		expect((await ask({ number: all.rows[2]!.studentNumber })).rows).toHaveLength(1);
		expect((await ask({ number: '%' })).rows).toEqual([]);
		expect((await ask({ list: 'not-paid' })).total).toBe(3);
		expect((await ask({ after: world.newId() })).rows).toEqual([]);
		for (const name of names) expect(JSON.stringify(all)).not.toContain(name);
	});

	it('gives names for a group chat masked, or in full where asked for, and writes down which', async () => {
		const remind = (shown: 'masked' | 'full') =>
			readReminder({
				services: world.services,
				actor: admin,
				input: { schemeId: changchun, outcome: 'not-reached', names: shown },
			});
		expect((await remind('masked')).classes).toEqual([
			{ college: '临床医学院', className: '一班', names: ['钱*'] },
			{ college: '临床医学院', className: '二班', names: ['孙*'] },
		]);
		expect((await remind('full')).classes.flatMap((each) => each.names)).toEqual(['钱二', '孙三']);
		expect((await entries('outcome.remind')).map(({ detail }) => detail)).toEqual([
			{ rows: 2, names: 'masked' },
			{ rows: 2, names: 'full' },
		]);
	});

	it('shows whom the school has named: in full to who named them, masked to a colleague, not at all to others', async () => {
		const input = {
			...{ id: world.newId(), name: '周明远', duty: 'insurance' as const },
			...{ since: '2022-09-01', undertakingOn: '2022-09-02' },
		};
		const call = { services: world.services, actor: admin };
		await nameStaff({ ...call, input });
		await nameStaff({ ...call, input });
		expect((await console()).staff).toMatchObject([{ name: '周明远', endedOn: null }]);
		expect((await console('2022-10-15', colleague)).staff).toMatchObject([{ name: '周**' }]);
		const stranger = await world.account('school-admin', 'kmmu');
		expect((await console('2022-10-15', stranger)).staff).toEqual([]);
		expect(await refusalOf(endStaff({ ...call, actor: stranger, id: input.id }))).toEqual({
			code: 'request.not-found',
		});
		await endStaff({ ...call, id: input.id });
		expect((await console()).staff).toMatchObject([{ endedOn: '2022-10-15' }]);
		expect(await entries('outcome.name-staff')).toHaveLength(1);
		expect(JSON.stringify(await entries('outcome.name-staff'))).not.toContain('周');
	});
});
