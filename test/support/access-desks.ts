/** What the desks of schools and reviewers hold, for the table of access. */
import type { Database } from '#server/store/database.ts';
import { chooseRoster } from '#server/usecase/drive/choose-roster.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { askOrders } from '#server/usecase/office/export-orders.usecase.ts';
import { askExport } from '#server/usecase/outcome/export-students.usecase.ts';
import { nameStaff } from '#server/usecase/outcome/name-staff.usecase.ts';
import { sayOutcome } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { planApprovals } from '#server/usecase/review/approve-many.usecase.ts';
import { saveView } from '#server/usecase/review/keep-view.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { sql } from 'kysely';
import type { AccessHouse } from './access-house.ts';
import { aStudent, insertRoster } from './a-roster.ts';
import { storeFile } from './claim-review-flow.ts';
import { aWaitingCase, nothingToRemark } from './review-flow.ts';
import { rosterCsv, rosterRow } from './roster-files.ts';
import { aPhoto } from './uploading.ts';

const schools = { school: 'kmmu', 'other school': 'ynau' } as const;

export async function fillDesks(house: AccessHouse, database: Database): Promise<void> {
	const actorOf = (name: string) => house.callers.find((caller) => caller.name === name)!.actor!;
	let n = 0;
	for (const [name, school] of Object.entries(schools)) {
		await fillSchool(house, database, { actor: actorOf(name), school, n: ++n });
	}
	await fillClerk(house, { actor: actorOf('clerk'), owner: 'clerk' });
	await fillClerk(house, { actor: await house.world.account('clerk'), owner: null });
	nothingToRemark(house.world);
	// Those that came before are asked about first, some at a time.
	while ((await collectFacts({ services: house.world.services })) > 0);
	house.world.services.review.samplePercent = 0;
	await fillReviewer(house, database, { actor: actorOf('reviewer'), owner: 'reviewer' });
	await fillReviewer(house, database, { actor: await house.world.account('reviewer'), owner: null });
}

async function fillSchool(
	house: AccessHouse,
	database: Database,
	{ actor, school, n }: { actor: AccountActor; school: string; n: number },
): Promise<void> {
	const { services } = house.world;
	const of = { school };
	// One whose number is an enrollment's, one that is nobody's, and one with a scan.
	const students = [aStudent(n * 10, { isLeaving: true }), aStudent(n * 10 + 1), aStudent(n * 10 + 2)];
	await insertRoster(
		database,
		{ schoolCode: school, schemeId: scheme.id, accountId: actor.accountId },
		students,
	);
	house.add('student', { id: students[0]!.id, ...of });
	await keepScan(house, actor, { studentId: students[2]!.id, school });
	const enrollment = house.named.enrollment.find((one) => one.owner === null && one.school === school)!;
	await sql`insert into roster_candidate (student_id, enrollment_id, school_code, reason, created_at_ms)
		values (${students[1]!.id}, ${enrollment.id}, ${school}, 'name-differs', 1)`.execute(database.owner);
	house.add('candidate', { id: students[1]!.id, ...of, more: { enrollmentId: enrollment.id } });

	const { id } = await takeRoster({ services, actor, bytes: rosterCsv([rosterRow(n)]) });
	await readRosterFiles({ services });
	house.add('roster', { id, ...of });

	const choice = { schemeId: scheme.id };
	const input = { id: house.world.newId(), choice, names: 'masked' as const, reason: '催办' };
	house.add('export', { id: (await askExport({ services, actor, input })).id, ...of });
	const staff = { id: house.world.newId(), name: '李老师', duty: 'insurance' as const };
	await nameStaff({ services, actor, input: { ...staff, since: '2022-09-01', undertakingOn: null } });
	house.add('staff', { id: staff.id, ...of });

	const drive = house.named.drive.find((one) => one.school === school)!;
	const parts = [{ college: students[0]!.college, className: null }];
	await chooseRoster({ services, actor, input: { driveId: drive.id, parts, hasIdNumbers: false } });
}

async function keepScan(
	house: AccessHouse,
	actor: AccountActor,
	{ studentId, school }: { studentId: string; school: string },
): Promise<void> {
	const scan = await aPhoto(5_000);
	await storeFile(house.world, actor, scan);
	const said = { word: 'elsewhere', proof: 'certificate', place: '昆明市', fileHash: scan.hash } as const;
	await sayOutcome({ services: house.world.services, actor, ids: [studentId], said });
	house.add('outcome-scan', { id: studentId, school, more: { hash: scan.hash } });
}

async function fillClerk(
	house: AccessHouse,
	{ actor, owner }: { actor: AccountActor; owner: string | null },
): Promise<void> {
	const input = { id: house.world.newId(), choice: {}, reason: '对账' };
	const { id } = await askOrders({ services: house.world.services, actor, input });
	house.add('order-export', { id, owner });
}

async function fillReviewer(
	house: AccessHouse,
	database: Database,
	{ actor, owner }: { actor: AccountActor; owner: string | null },
): Promise<void> {
	const { services } = house.world;
	const views = await saveView({ services, actor, input: { name: '我的', filter: { state: 'declared' } } });
	const view = views[0]!.id;
	house.add('view', { id: view, owner });
	house.restored.push(() =>
		sql`insert into review_view (id, account_id, name, filter, created_at_ms)
			values (${view}, ${actor.accountId}, '我的', '{}', 1) on conflict do nothing`.execute(database.owner),
	);
	const { record } = await aWaitingCase(house.world, '测试丙', { isChecked: true });
	const { id } = await planApprovals({ services, actor, ids: [record] });
	house.add('approvals', { id, owner });
}
