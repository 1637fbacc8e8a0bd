/*
 * A day of a drive, drawn from one seed: two volunteers, a dozen students, a school that may revoke one of them.
 *
 *   the day   students are entered and sealed, lines fail, apps end at a write, phones break for good
 *   evening   every line holds; who has an account declares; jobs run until nothing is left to do
 *   check     `drive-checks.ts`; what must hold at every moment is looked at after every step
 *
 * The phones' rooms and the office are the product's, the store is SQL. Chance is the seed's; ids and keys are not.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { revokeAssignment } from '#server/usecase/drive/revoke-assignment.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import type { Services, Tx } from '#server/usecase/ports.ts';
import { anIdNumber } from '../../support/applicant.ts';
import { aDrive, anInvitation, joinBy } from '../../support/drive-flow.ts';
import { completeFields, consent, Device, edit, submit, type World } from '../../support/flow-world.ts';
import { failingAt } from '../../unit/device/failing-writes.ts';
import { Rng } from '../engine/rng.ts';
import { checkAtTheEnd, checkNothingReadable } from './drive-checks.ts';
import { withPlant, type DrivePlant } from './drive-plants.ts';
import {
	witness,
	type DayStudent,
	type Finding,
	type PlayedDay,
	type Sealed,
	type Volunteer,
} from './drive-records.ts';
import { TablePhone } from './table-phone.ts';

const surnames = [
	'慕容',
	'欧阳',
	'司马',
	'上官',
	'诸葛',
	'东方',
	'皇甫',
	'尉迟',
	'公孙',
	'令狐',
	'夏侯',
	'长孙',
];
const rescueSecret = '石榴开花三月里';

export class DriveDay implements PlayedDay {
	readonly rng: Rng;
	readonly world: World;
	/** With the planted fault. */
	readonly services: Services;
	readonly plant: DrivePlant | null;
	readonly sealed: Sealed[] = [];
	readonly students: DayStudent[] = [];
	readonly volunteers: Volunteer[] = [];
	readonly findings: Finding[] = [];
	readonly trace: string[] = [];
	driveId = '';
	school!: AccountActor;

	constructor(seed: number, world: World, plant: DrivePlant | null) {
		this.rng = new Rng(seed, 21);
		this.world = world;
		this.plant = plant;
		this.services = withPlant(world.services, plant);
	}

	broken(invariant: string, words: string): void {
		this.findings.push({ invariant, words });
		this.trace.push(`✗ ${invariant}: ${words}`);
	}

	async run(): Promise<this> {
		const restore = keepRows(this.plant?.undeletable);
		try {
			await this.#begin();
			const steps = this.rng.int(16, 28);
			for (let n = 0; n < steps && this.findings.length === 0; n++) await this.#step();
			if (this.findings.length === 0) await this.#evening();
			if (this.findings.length === 0) await checkAtTheEnd(this);
		} finally {
			restore();
			for (const { phones } of this.volunteers) for (const phone of phones) phone.close();
		}
		return this;
	}

	async #begin(): Promise<void> {
		const { world } = this;
		this.school = await world.account('school-admin', 'kmmu');
		this.driveId = (await aDrive(world, this.school)).id;
		const { token } = await anInvitation(world, this.school, this.driveId);
		for (let n = 0; n < 2; n++) {
			const actor = await world.account('volunteer', 'kmmu');
			const kit = await joinBy(world, actor, token);
			const phone = await (await this.#phone(actor)).setUp(kit);
			this.volunteers.push({ actor, kit, phones: [phone], isRevoked: false });
		}
		for (const surname of surnames) {
			const person = { name: `${surname}${this.rng.pick(['春水', '秋实', '望舒'])}`, idNumber: anIdNumber() };
			const hasAccount = this.rng.chance(0.6);
			const { actor } = hasAccount ? await world.student(person) : { actor: null };
			const device = actor && new Device(world, actor, protocolVersion);
			this.students.push({
				fields: completeFields(person),
				own: actor && device ? { actor, device, record: null } : null,
			});
		}
	}

	#phone(actor: AccountActor): Promise<TablePhone> {
		return new TablePhone(this.services, actor, this.plant?.afterSending).signIn();
	}

	async #step(): Promise<void> {
		const { rng } = this;
		const volunteer = rng.pick(this.volunteers);
		const phone = volunteer.phones.at(-1)!;
		const act = rng.fraction();
		if (act < 0.42) await this.#enter(volunteer, phone);
		else if (act < 0.56) phone.line = rng.pick(['whole', 'down', 'lost']);
		else if (act < 0.74) await this.#contact(phone);
		else if (act < 0.82) await phone.restart();
		else if (act < 0.88) await this.#declare(rng.pick(this.students));
		else if (act < 0.94) await this.#revoke(volunteer);
		else await this.#rescue(volunteer, phone);
		await checkNothingReadable(this, phone);
	}

	async #contact(phone: TablePhone): Promise<void> {
		this.trace.push(`contact, the line ${phone.line}`);
		await phone.contact(this.rng.chance(0.5));
	}

	/** As the screens do it; the app may end at any write of the sealing. */
	async #enter(volunteer: Volunteer, table: TablePhone): Promise<void> {
		if (table.hasHeardRevocation) return this.#mustNotBegin(table);
		const student = this.rng.pick(this.students);
		await table.open(volunteer.kit);
		const { id } = await table.drives.begin(this.driveId, '药学院');
		await table.drives.edit(id, { consent });
		await table.drives.edit(id, { fields: student.fields, schoolConfirmed: true });
		if (this.rng.chance(0.15)) return void this.trace.push('a form is left as it is');
		const ends = this.rng.chance(0.25)
			? failingAt(this.rng.int(1, 5), () => new TypeError('the app ends here'))
			: null;
		try {
			await table.drives.handOver(id, { kind: 'on-this-phone', witness });
			this.trace.push(`sealed: ${id}`);
			this.sealed.push({ id, volunteer, student, wasThere: null });
		} catch (error) {
			if (!ends) throw error;
			this.trace.push(`the app ended while sealing: ${id}`);
		} finally {
			ends?.restore();
		}
	}

	async #mustNotBegin(table: TablePhone): Promise<void> {
		const begun = await table.drives.begin(this.driveId, '药学院').then(
			() => true,
			(error: unknown) => {
				if (error instanceof RefusalError) return false;
				throw error;
			},
		);
		if (begun) this.broken('revoked', 'a phone that heard of its revocation began another form');
	}

	async #declare({ fields, own }: DayStudent): Promise<void> {
		if (!own || own.record) return;
		own.record = this.world.newId();
		const mutations = [edit(own.record, fields, { consent }), await submit(own.record, fields)];
		const { results } = await own.device.send(mutations);
		this.trace.push(`declared: ${results.map(({ status }) => status).join()}`);
		await pairEnrollments({ services: this.services });
	}

	async #revoke(volunteer: Volunteer): Promise<void> {
		if (volunteer.isRevoked) return;
		volunteer.isRevoked = true;
		const { assignmentId } = volunteer.kit;
		const call = { services: this.services, actor: this.school };
		await revokeAssignment({ ...call, driveId: this.driveId, assignmentId });
		const of = this.sealed.filter((each) => each.volunteer === volunteer);
		const there = await this.asSystem((tx) => tx.enrollments.getMany(of.map(({ id }) => id)));
		for (const each of of) each.wasThere = there.some(({ id }) => id === each.id);
		this.trace.push(`revoked: ${there.length} of ${of.length} had arrived`);
	}

	/** Its network is gone: what it sealed goes over to another phone by a file, and the volunteer goes on there. */
	async #rescue(volunteer: Volunteer, broken: TablePhone): Promise<void> {
		if (volunteer.phones.length > 1) return;
		const { file, counts } = await (await broken.phone.device.rescue()).write(rescueSecret);
		const fresh = await this.#phone(volunteer.actor);
		const answer = await (await fresh.phone.device.rescue()).read(file, rescueSecret);
		if ('problem' in answer) throw new Error(answer.problem);
		broken.isBroken = true;
		volunteer.phones.push(fresh);
		this.trace.push(`rescued: ${counts.handOvers}, of which ${answer.taken.handOvers} were taken`);
	}

	async #evening(): Promise<void> {
		const phones = this.volunteers.flatMap((volunteer) => volunteer.phones);
		for (const phone of phones) {
			phone.line = 'whole';
			await phone.restart();
		}
		for (let round = 0; round < 3; round++) for (const phone of phones) await phone.contact(round > 0);
		for (const student of this.students) await this.#declare(student);
		await pairEnrollments({ services: this.services });
		for (const phone of phones) await phone.contact(true);
	}

	asSystem<T>(look: (tx: Tx) => Promise<T>): Promise<T> {
		return this.world.services.uow.run({ kind: 'system' }, look);
	}
}

/** Rows of this table cannot be deleted, until what this answers with is called. */
function keepRows(table: string | undefined): () => void {
	const { delete: real } = IDBObjectStore.prototype;
	if (table === undefined) return () => undefined;
	IDBObjectStore.prototype.delete = function (this: IDBObjectStore, query) {
		return this.name === table ? this.get(query) : real.call(this, query);
	} as typeof real;
	return () => {
		IDBObjectStore.prototype.delete = real;
	};
}
