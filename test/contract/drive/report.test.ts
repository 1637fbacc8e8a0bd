import { beforeAll, expect, it } from 'vitest';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readReport } from '#server/usecase/drive/read-report.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { aDrive, anInvitation, aVolunteer, aWholeDraft, sealedHandOver } from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	refusalOf,
	submit,
	type World,
} from '../../support/flow-world.ts';

describeOnEachDatabase('the report of a drive', (database) => {
	let world: World;
	let school: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
		school = await world.account('school-admin', 'kmmu');
	});

	const report = (id: string, actor = school) => readReport({ services: world.services, actor, id });
	async function aStaffedDrive() {
		const drive = await aDrive(world, school);
		const { token } = await anInvitation(world, school, drive.id);
		return { drive, token, ...(await aVolunteer(world, token)) };
	}

	it('tells how long students took, for all and by volunteer', async () => {
		const { drive, token, kit, device } = await aStaffedDrive();
		const slow = await aVolunteer(world, token);
		const startedAtMs = 1_665_800_000_000;
		const after = async (phone: Device, of: typeof kit, seconds: number) => {
			const times = { startedAtMs, finishedAtMs: startedAtMs + seconds * 1_000 };
			const mutation = await sealedHandOver(of, world.newId(), await aWholeDraft(times));
			expect((await phone.send([mutation])).results).toMatchObject([{ status: 'applied' }]);
		};
		for (const seconds of [40, 59, 60]) await after(device, kit, seconds);
		for (const seconds of [170, 400]) await after(slow.device, slow.kit, seconds);
		// A clock that was set back while somebody typed.
		await after(slow.device, slow.kit, -500);
		const told = await report(drive.id);
		expect(told.times).toEqual([
			{ upToSeconds: 60, count: 3 },
			{ upToSeconds: 120, count: 1 },
			{ upToSeconds: 180, count: 1 },
			{ upToSeconds: 300, count: 0 },
			{ upToSeconds: null, count: 1 },
		]);
		expect(told.medianSeconds).toBe(60);
		expect(told.volunteers.map(({ handedOver, medianSeconds }) => [handedOver, medianSeconds])).toEqual([
			[3, 59],
			[3, 170],
		]);
		expect(told.returns).toEqual([]);
	});

	it('tells why reviewers sent back what students declared after it, and names nobody', async () => {
		const { drive, kit, device } = await aStaffedDrive();
		const reviewer = await world.account('reviewer');
		const words = '手机号和登记的不一致，请张同学改';
		for (let i = 0; i < 2; i++) {
			const { actor, person } = await world.student();
			const fields = completeFields(person);
			const record = world.newId();
			await device.send([await sealedHandOver(kit, world.newId(), await aWholeDraft({ fields }))]);
			const phone = new Device(world, actor, protocolVersion);
			await phone.send([edit(record, fields, { consent }), await submit(record, fields)]);
			await pairEnrollments({ services: world.services });
			const seen = await readCase({ services: world.services, actor: reviewer, id: record });
			const evaluationId = seen.evaluations.at(-1)!.id;
			const about = { target: 'field', field: 'phone', code: 'does-not-match', words } as const;
			const more = { target: 'field', field: 'address', code: 'unclear', words: '' } as const;
			const reasons = i === 0 ? [about, more] : [about];
			const input = { id: record, evaluationId, reasons };
			await returnEnrollment({ services: world.services, actor: reviewer, input });
		}
		// One that was in no drive counts in none.
		const other = await world.declared();
		const seen = await readCase({ services: world.services, actor: reviewer, id: other.record });
		const reasons = [{ target: 'form', field: null, code: 'missing', words: '' } as const];
		const input = { id: other.record, evaluationId: seen.evaluations.at(-1)!.id, reasons };
		await returnEnrollment({ services: world.services, actor: reviewer, input });
		const told = await report(drive.id);
		expect(told.returns).toEqual([
			{ target: 'field', field: 'phone', code: 'does-not-match', count: 2 },
			{ target: 'field', field: 'address', code: 'unclear', count: 1 },
		]);
		expect(told.colleges).toContainEqual({ college: '药学院', goal: 80, handedOver: 2, declared: 2 });
		expect(JSON.stringify(told)).not.toMatch(/张同学|测试甲/);
	});

	it('of a drive where nothing came is empty, and another school has none of it', async () => {
		const { drive } = await aStaffedDrive();
		expect(await report(drive.id)).toMatchObject({ medianSeconds: null, returns: [] });
		const elsewhere = await world.account('school-admin', 'ynau');
		expect((await refusalOf(report(drive.id, elsewhere))).code).toBe('request.not-found');
	});
});
