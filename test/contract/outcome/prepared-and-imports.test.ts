/** What becomes of a prepared entry when a file says that its student is somebody else, and when the file is taken back. */
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { prepareList } from '#server/usecase/outcome/prepare-entries.usecase.ts';
import { readStudents } from '#server/usecase/outcome/read-students.usecase.ts';
import { readPrepared, takePrepared } from '#server/usecase/outcome/take-prepared.usecase.ts';
import { tellPrepared } from '#server/usecase/outcome/tell-prepared.usecase.ts';
import { applyRoster, undoRoster } from '#server/usecase/roster/apply-roster.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { idNumberOf, rosterCsv, rosterRow } from '../../support/roster-files.ts';

const schemeId = 'yunnan-kunming-2023';
const place = { schoolCode: 'kmmu', schemeId };

describeOnEachDatabase('a prepared entry and the files of a roster', (database) => {
	let world: World;
	let admin: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		admin = await world.account('school-admin', 'kmmu');
	});
	async function apply(rows: string[][]): Promise<string> {
		const { services } = world;
		const { id } = await takeRoster({ services, actor: admin, bytes: rosterCsv(rows) });
		while ((await readRosterFiles({ services })) > 0);
		await applyRoster({ services, actor: admin, id });
		return id;
	}
	const prepare = () => prepareList({ services: world.services, actor: admin, list: { schemeId } });
	const look = (actor: AccountActor) => readPrepared({ services: world.services, actor });
	const told = async ({ accountId }: AccountActor) => {
		while ((await tellPrepared({ services: world.services })) > 0);
		return world.services.uow.run({ kind: 'system' }, (tx) => tx.notices.ofAccount(accountId));
	};
	const begun = async () => {
		const query = { schemeId };
		const { rows } = await readStudents({ services: world.services, actor: admin, query });
		return rows.map(({ isBegun }) => isBegun);
	};

	it('goes to the right person once the number is put right, who is told; the other one has it no longer', async () => {
		const wrong = await world.student({ name: '学生甲', idNumber: idNumberOf(700) });
		const right = await world.student({ name: '学生甲', idNumber: idNumberOf(0) });
		await apply([rosterRow(0, { 身份证号: idNumberOf(700) })]);
		expect(await prepare()).toMatchObject({ done: 1 });
		expect(await told(wrong.actor)).toHaveLength(1);
		await takePrepared({ services: world.services, actor: wrong.actor, ...place });
		expect([await begun(), await told(right.actor)]).toEqual([[true], []]);
		await apply([rosterRow(0)]);
		expect(await begun()).toEqual([false]);
		expect(await told(right.actor)).toHaveLength(1);
		expect(await look(wrong.actor)).toEqual([]);
		expect(await look(right.actor)).toMatchObject([place]);
		// What changes nothing of who it is, tells nobody again.
		await apply([rosterRow(0, { 班级: '转班' })]);
		expect(await told(right.actor)).toHaveLength(1);
	});

	it('goes with the student whom the file had added, when it is taken back', async () => {
		const { actor } = await world.student({ name: '学生乙', idNumber: idNumberOf(1) });
		const id = await apply([rosterRow(1)]);
		await prepare();
		expect(await look(actor)).toMatchObject([place]);
		await undoRoster({ services: world.services, actor: admin, id });
		expect(await look(actor)).toEqual([]);
	});
});
