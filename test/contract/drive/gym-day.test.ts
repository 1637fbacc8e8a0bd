/** A day in a gym: one phone, two hundred students, no network until the evening; then a real server. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { EnrollmentView, OrderView } from '#shared/protocol/view.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readDrive } from '#server/usecase/drive/read-drives.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { checkPayment } from '#server/usecase/payment/query-orders.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { aDrive, anInvitation } from '../../support/drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	hardshipFields,
	signatureUnder,
	submit,
	type World,
} from '../../support/flow-world.ts';
import { GymPhone, type GymStudent } from '../../support/gym-phone.ts';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';
import { foundInRows } from '../../unit/device/raw-rows.ts';

const students = 200;
const inPharmacy = 80;

let under: ServerUnderTest;
/** The school's and the students' side, on the database of the same server. */
let world: World;
let school: AccountActor;
let reviewer: AccountActor;
beforeAll(async () => {
	under = await startServerUnderTest({}, { SCHOOL_KEY_MASTER: 'm'.repeat(43) });
	world = await createWorld(under.server.database);
	school = await world.account('school-admin', 'kmmu');
	reviewer = await world.account('reviewer');
});
afterAll(() => under.stop());

const asSystem = <T>(look: Parameters<typeof world.services.uow.run<T>>[1]) =>
	world.services.uow.run({ kind: 'system' }, look);

/** A volunteer who joined a new drive while there was a network, and leaves it for the gym. */
async function inTheGym() {
	const drive = await aDrive(world, school);
	const { token } = await anInvitation(world, school, drive.id);
	const { accountId } = await world.account('volunteer', 'kmmu');
	const { phone } = (await asSystem((tx) => tx.accounts.findById(accountId)))!;
	const gym = await new GymPhone(await under.signedIn(phone)).join(token);
	gym.line = 'down';
	return { gym, driveId: drive.id };
}

/** The student with this number in the queue; each tenth has a letter to sign. */
async function aStudent(
	i: number,
	person = { name: `测试${i}号`, idNumber: anIdNumber() },
): Promise<GymStudent> {
	const college = i < inPharmacy ? '药学院' : '临床医学院';
	if (i % 10 !== 9) return { college, fields: completeFields(person), signature: null };
	const fields = hardshipFields(person);
	return { college, fields, signature: await signatureUnder(fields) };
}

async function enterMany(gym: GymPhone, from: number, to: number): Promise<Map<string, GymStudent>> {
	const entered = new Map<string, GymStudent>();
	for (let i = from; i < to; i++) {
		const student = await aStudent(i);
		entered.set(await gym.enter(student), student);
	}
	return entered;
}

/** At the server each once, as it was entered; on the phone a stub of each, and nothing that could still be sent or read. */
async function expectAllThere(gym: GymPhone, driveId: string, entered: Map<string, GymStudent>) {
	const ids = [...entered.keys()];
	const held = await asSystem((tx) => tx.enrollments.getMany(ids));
	expect(held.map(({ id, state, fields }) => [id, state, fields])).toEqual(
		held.map(({ id }) => [id, 'notified', entered.get(id)!.fields]),
	);
	expect(held).toHaveLength(students);
	const signed = [...entered.values()].filter(({ signature }) => signature);
	expect(signed.length).toBeGreaterThan(15);
	expect(held.filter(({ letterText }) => letterText)).toHaveLength(signed.length);
	const rows = await gym.phone.rows();
	expect([rows.outbox, rows.sealedDraft, rows.driveDraft, rows.acknowledged]).toEqual([[], [], [], []]);
	expect(rows.stub.map(({ id }) => id).sort()).toEqual(ids.toSorted());
	expect(new Set(rows.stub.map(({ state, serverState }) => `${state} ${serverState}`))).toEqual(
		new Set(['taken notified']),
	);
	const { colleges, volunteers } = await readDrive({ services: world.services, actor: school, id: driveId });
	expect(colleges).toEqual([
		{ college: '临床医学院', goal: 120, handedOver: students - inPharmacy, declared: 0 },
		{ college: '药学院', goal: 80, handedOver: inPharmacy, declared: 0 },
	]);
	expect(volunteers).toMatchObject([{ handedOver: students, devices: [{ unsent: 0 }] }]);
	expect(gym.bugs).toEqual([]);
}

/** On their own phone: declared, then reviewed and paid for. */
async function declareAndPay({ actor, person, device }: Awaited<ReturnType<typeof aPerson>>) {
	const own = world.newId();
	const fields = completeFields(person);
	const { results } = await device.send([edit(own, fields, { consent }), await submit(own, fields)]);
	expect(results.map(({ status }) => status)).toEqual(['applied', 'applied']);
	await pairEnrollments({ services: world.services });
	const { evaluations } = await readCase({ services: world.services, actor: reviewer, id: own });
	const input = { id: own, evaluationId: evaluations.at(-1)!.id };
	await approveEnrollment({ services: world.services, actor: reviewer, input });
	const { changes } = await device.pull();
	const order = changes.find(({ kind }) => kind === 'order')!.view as OrderView;
	await pushOrders({ services: world.services });
	const payment = {
		orderId: order.id,
		amountFen: order.fee.personalFen,
		taxReceiptNumber: `35${order.serial}`,
		paidAtMs: world.clock.nowMs(),
		method: 'wechat' as const,
	};
	world.gateway.answers.set(order.id, { state: 'paid', payment });
	const paid = await checkPayment({ services: world.services, actor, orderId: order.id });
	expect(paid).toMatchObject({ state: 'paid', payment: { coverage: { from: '2023-01-01' } } });
	const view = changes.find(({ id }) => id === own)!.view as EnrollmentView;
	expect(view.state).toBe('approved');
}

async function aPerson() {
	const { actor, person } = await world.student();
	return { actor, person, device: new Device(world, actor, protocolVersion) };
}

it('two hundred students of one phone: offline, up in the evening, a few declared, reviewed, paid and insured', async () => {
	const { gym, driveId } = await inTheGym();
	const few = await Promise.all(Array.from({ length: 5 }, aPerson));
	const entered = new Map<string, GymStudent>();
	for (const [i, { person }] of few.entries()) {
		const student = await aStudent(i, person);
		entered.set(await gym.enter(student), student);
	}
	for (const each of await enterMany(gym, few.length, students)) entered.set(...each);
	const ofFew = [...entered.keys()].slice(0, few.length);

	expect(await gym.sync()).toBe('offline');
	expect(gym.exchanges).toBe(0);
	const waiting = await gym.phone.rows();
	expect([waiting.outbox, waiting.sealedDraft, waiting.stub].map((rows) => rows.length)).toEqual(
		Array(3).fill(students),
	);
	const known = ['测试7号', '测试199号', ...few.map(({ person }) => person.idNumber), '李老师'];
	expect(await foundInRows(gym.phone, known)).toEqual([]);

	gym.line = 'whole';
	expect(await gym.sync()).toBe('idle');
	await expectAllThere(gym, driveId, entered);

	for (const student of few) await declareAndPay(student);
	expect(await gym.sync()).toBe('idle');
	const { forms, sealed, counts } = await gym.seen();
	expect([forms.length, sealed.length, counts.taken]).toEqual([0, students, students]);
	const { stub } = await gym.phone.rows();
	const settled = stub.filter(({ serverState }) => serverState === 'superseded');
	expect(settled.map(({ id }) => id).sort()).toEqual(ofFew.toSorted());
	const { colleges } = await readDrive({ services: world.services, actor: school, id: driveId });
	expect(colleges.find(({ college }) => college === '药学院')).toMatchObject({
		handedOver: inPharmacy,
		declared: few.length,
	});
	gym.close();
});

it('an answer lost and the phone restarted in the middle: each is taken once all the same', async () => {
	const { gym, driveId } = await inTheGym();
	const entered = await enterMany(gym, 0, 120);
	gym.line = 'lost';
	expect(await gym.sync()).toBe('offline');
	// The server has them all, and the phone knows nothing of it.
	expect(await asSystem((tx) => tx.enrollments.getMany([...entered.keys()]))).toHaveLength(120);
	expect((await gym.phone.rows()).sealedDraft).toHaveLength(120);

	await gym.restart();
	await gym.unlock();
	gym.line = 'down';
	for (const each of await enterMany(gym, 120, students)) entered.set(...each);
	expect(await gym.sync()).toBe('offline');
	// Once more nobody hears the answer; then the app is killed, and what is left goes up with the vault locked.
	gym.line = 'lost';
	await gym.sync();
	await gym.restart();
	gym.line = 'whole';
	const before = gym.exchanges;
	expect(await gym.sync()).toBe('idle');
	// What was frozen before the first kill goes again by itself, and then the others.
	expect(gym.exchanges - before).toBeGreaterThanOrEqual(2);
	await expectAllThere(gym, driveId, entered);
	const audits = await asSystem((tx) => Promise.all([...entered.keys()].map((id) => tx.audit.ofSubject(id))));
	expect(audits.map((entries) => entries.map(({ act }) => act))).toEqual(
		Array(students).fill(['drive.hand-over']),
	);
	gym.close();
});
