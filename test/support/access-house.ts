/** Everybody who may call, what each of them has, and the real server that they call: for the table of access. */
import { tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import { createHttpApp } from '#server/http/app.ts';
import { createPokeHub } from '#server/http/poke-hub.ts';
import type { Relation } from '#server/router/access.ts';
import type { Database } from '#server/store/database.ts';
import { newToken, openSession } from '#server/usecase/account/session.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { sendFeedback } from '#server/usecase/feedback/send-feedback.usecase.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { holdAccount } from '#server/usecase/retention/legal-hold.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { matchStatements } from '#server/usecase/statement/match-statements.usecase.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import { confirmStop } from '#server/usecase/stop/confirm-stop.usecase.ts';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import { signatureHash } from '#shared/domain/signature/signature.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { anIdNumber } from './applicant.ts';
import { aHandedInClaim, reviewerOf, storeFile } from './claim-review-flow.ts';
import { aDrive, anInvitation, aWholeDraft, joinBy, sealedHandOver } from './drive-flow.ts';
import {
	completeFields,
	consent,
	createWorld,
	Device,
	edit,
	hardshipFields,
	signatureUnder,
	type Person,
	type World,
} from './flow-world.ts';
import { fillDesks } from './access-desks.ts';
import { csv, rowOf } from './statement-files.ts';
import { aPhoto } from './uploading.ts';

export interface Caller {
	name: string;
	/** Null: not signed in. */
	actor: AccountActor | null;
	cookie: string;
}

/** Something that a call can name: whose it is, of which school, and whom it was given to. */
export interface Named {
	id: string;
	owner: string | null;
	school: string | null;
	assignedTo: readonly string[];
	/** Further ids and proofs that a call names with it. */
	more: Record<string, string>;
	/** Its parts are of different owners: to everybody it is absent. */
	isMixed?: boolean;
}

const kinds = [
	'enrollment',
	'order',
	'paid-order',
	'letter',
	'claim',
	'claim-file',
	'decided-claim',
	'feedback',
	'stray',
	'refundable',
	'statement',
	'document',
	'person',
	'hold',
	'drive',
	'invitation',
	'token',
	'assignment',
	'entry',
	'settled-entry',
	'drive-roster',
	'roster',
	'student',
	'outcome-scan',
	'candidate',
	'export',
	'order-export',
	'staff',
	'view',
	'approvals',
	'stop',
] as const;
export type Kind = (typeof kinds)[number];

/** How the record stands to who calls; null: a part of it is somebody else's. */
export function relationOf({ name, actor }: Caller, named: Named): Relation | null {
	if (named.isMixed) return null;
	if (named.owner === name) return 'own';
	if (named.assignedTo.includes(name)) return 'assigned';
	return named.school !== null && named.school === actor?.schoolCode ? 'own-school' : 'other';
}

/** Persons have schools of their own beside the one that an administrator or a volunteer works for. */
const homeSchool = 'ynufe';

export class AccessHouse {
	readonly world: World;
	readonly callers: Caller[] = [{ name: 'nobody', actor: null, cookie: '' }];
	readonly named = Object.fromEntries(kinds.map((kind) => [kind, [] as Named[]])) as Record<Kind, Named[]>;
	readonly persons = new Map<string, Person>();
	/** Brings back what a call takes away. */
	readonly restored: (() => Promise<unknown>)[] = [];
	url = '';
	/** Method and route of every door. */
	doors: string[] = [];
	close: () => Promise<void> = async () => {};
	private readonly database: Database;
	private constructor(world: World, database: Database) {
		this.world = world;
		this.database = database;
	}

	static async open(database: Database): Promise<AccessHouse> {
		const house = new AccessHouse(await createWorld(database), database);
		await house.fill();
		await house.serve();
		return house;
	}

	add(kind: Kind, named: Partial<Named> & { id: string }): Named {
		const whole = { owner: null, school: null, assignedTo: [], more: {}, ...named };
		this.named[kind].push(whole);
		return whole;
	}

	/** Signs somebody in who has a role, and is bound to a person as anybody may be. */
	async caller(name: string, role: Role, schoolCode: string | null): Promise<AccountActor> {
		const actor = await this.world.account(role, schoolCode);
		await this.signIn(name, actor);
		return actor;
	}

	async signIn(name: string, actor: AccountActor): Promise<void> {
		const { services } = this.world;
		const person = { name: '测试甲', idNumber: anIdNumber() };
		const token = await services.uow.run({ kind: 'system' }, async (tx) => {
			const { accountId } = actor;
			await tx.persons.bind({ ...person, idType: 'resident-id', accountId, boundAtMs: 1 });
			return openSession(services, tx, accountId);
		});
		this.persons.set(name, person);
		this.callers.push({ name, actor, cookie: `cc_s=${token}` });
	}

	/** As if nobody had called for a while, what runs by time had run, and what was carried out could be so again. */
	async afterAWhile(): Promise<void> {
		await sql`delete from rate_limit`.execute(this.database.owner);
		await sql`update drive set state = 'open', closed_at_ms = null`.execute(this.database.owner);
		await sql`update drive_assignment a set revoked_at_ms = null where not exists (
			select 1 from drive_assignment b where b.revoked_at_ms is null
			and b.drive_id = a.drive_id and b.account_id = a.account_id)`.execute(this.database.owner);
		for (const restore of this.restored) await restore();
		await sql`update legal_hold set lifted_at_ms = null`.execute(this.database.owner);
		await sql`update roster_candidate set refused_by_account_id = null, refused_at_ms = null`.execute(
			this.database.owner,
		);
		await matchStatements({ services: this.world.services });
	}

	private async fill(): Promise<void> {
		const school = await this.caller('school', 'school-admin', 'kmmu');
		const otherSchool = await this.caller('other school', 'school-admin', 'ynau');
		await this.caller('school without a school', 'school-admin', null);
		await this.caller('reviewer', 'reviewer', null);
		await this.caller('clerk', 'clerk', null);
		await this.caller('auditor', 'auditor', null);
		await this.caller('student', 'student', null);
		await this.drives(school, 'kmmu', 'volunteer');
		await this.drives(otherSchool, 'ynau', 'other volunteer');
		for (const { name, actor } of this.callers) if (actor) await this.recordsOf(name, actor, homeSchool);
		for (const schoolCode of ['kmmu', 'ynau']) {
			await this.recordsOf(null, (await this.world.student()).actor, schoolCode);
		}
		await this.papersOf('student');
		await this.money();
		await fillDesks(this, this.database);
		this.mixUp();
	}

	/** An approved enrollment with its order, a claim, feedback, a file, a stop. */
	private async recordsOf(owner: string | null, actor: AccountActor, school: string): Promise<void> {
		const { world } = this;
		const person = await this.personOf(actor);
		const { id, order } = await this.approved(actor, school, completeFields(person));
		const of = { owner, school };
		this.add('enrollment', { id, ...of });
		const { name, idNumber } = person;
		this.add('person', { id: actor.accountId, owner, more: { name, personNumber: idNumber } });
		const held = { accountId: actor.accountId, actor: { kind: 'system' }, reason: '2022-1' } as const;
		this.add('hold', { id: (await holdAccount({ services: world.services, ...held })).id, owner });
		this.add('order', { id: order.id, ...of, more: { name, idNumber, serial: order.serial } });
		const claim = await aHandedInClaim(world, actor);
		// A claim is no school's business.
		this.add('claim', { id: claim.record, owner });
		this.add('claim-file', { id: claim.record, owner, more: { hash: claim.files[0]!.hash } });
		const photo = await aPhoto(5_000);
		await storeFile(world, actor, photo);
		this.add('document', { id: photo.hash, owner });
		for (const office of ['centre', 'school'] as const) {
			const words = { category: 'app' as const, words: '打不开', recordId: id, pictures: [photo.hash] };
			const input = { id: world.newId(), feedback: { ...words, office } };
			await sendFeedback({ services: world.services, actor, input });
			const assignedTo = office === 'centre' ? ['reviewer'] : [];
			const answeredBy = office === 'school' ? school : null;
			this.add('feedback', {
				id: input.id,
				owner,
				school: answeredBy,
				assignedTo,
				more: { hash: photo.hash },
			});
		}
		const form = {
			...{ name, idType: 'resident-id' as const, idNumber, personNumber: '5329000001' },
			...{
				insuranceKind: '城乡居民基本医疗保险',
				stopOn: '2022-10-15',
				reason: '参加大学生医保',
				remark: '无',
			},
		};
		const known = { knowsNotice: true, knowsItIsFinal: true } as const;
		const input = { id: world.newId(), enrollmentId: id, form, ...known };
		await confirmStop({ services: world.services, actor, input });
		this.add('stop', { id, owner });
	}

	private async personOf({ accountId }: AccountActor): Promise<Person> {
		const { uow } = this.world.services;
		return (await uow.run({ kind: 'system' }, (tx) => tx.persons.findByAccount(accountId)))!;
	}

	private async approved(
		actor: AccountActor,
		schoolCode: string,
		fields: ReturnType<typeof completeFields>,
		signature: Awaited<ReturnType<typeof signatureUnder>> | null = null,
	) {
		const { services } = this.world;
		const id = this.world.newId();
		const content = { schemeId: scheme.id, schoolCode, fields };
		const contentHash = await enrollmentContentHash(content);
		const signed = signature && { signature, hash: await signatureHash(signature) };
		const body = { contentHash, signatureHash: signed?.hash ?? null, schoolConfirmed: true };
		// A volunteer submits for others; here everybody does so for themselves.
		const self: AccountActor = { ...actor, role: 'student', schoolCode: null };
		const device = new Device(this.world, self, protocolVersion);
		const more = { consent, schoolCode, ...(signed ? { signature: signed.signature } : {}) };
		const { results } = await device.send([
			edit(id, fields, more),
			{ kind: 'enrollment.submit', record: id, atMs: 1_665_800_000_000, body },
		]);
		const refused = results.find(({ status }) => status === 'refused');
		if (refused) throw new Error(`refused: ${refused.code} ${refused.path}`);
		if (signature) return { id, order: { id, serial: '' } };
		const approver = await this.world.account('reviewer');
		const { evaluations } = await readCase({ services, actor: approver, id });
		const input = { id, evaluationId: evaluations.at(-1)!.id };
		await approveEnrollment({ services, actor: approver, input });
		const order = await services.uow.run({ kind: 'system' }, (tx) => tx.orders.ofEnrollment(id));
		return { id, order: order! };
	}

	private async drives(school: AccountActor, schoolCode: string, volunteerName: string): Promise<void> {
		const { world } = this;
		const drive = await aDrive(world, school);
		const { id, token } = await anInvitation(world, school, drive.id);
		const volunteer = await world.account('volunteer', schoolCode);
		const own = await joinBy(world, volunteer, token);
		await this.signIn(volunteerName, volunteer);
		const of = { school: schoolCode };
		this.add('drive', { id: drive.id, ...of });
		this.add('drive-roster', { id: drive.id, assignedTo: [volunteerName] });
		this.add('invitation', { id, ...of, more: { driveId: drive.id } });
		const { token: unused } = await anInvitation(world, school, drive.id);
		this.add('token', { id, ...of, more: { token: unused } });
		this.add('assignment', { id: own.assignmentId, ...of, more: { driveId: drive.id } });
		if (schoolCode === 'kmmu') await this.entries(new Device(world, volunteer, protocolVersion), own);
	}

	private async entries(device: Device, kit: Awaited<ReturnType<typeof joinBy>>): Promise<void> {
		for (const owner of ['student', null]) {
			const person = owner ? this.persons.get(owner)! : { name: '测试乙', idNumber: anIdNumber() };
			const token = newToken(this.world.services);
			const id = this.world.newId();
			const confirmation = { kind: 'own-phone' as const, tokenHash: await sha256Hex(token) };
			const draft = await aWholeDraft({ fields: completeFields(person), confirmation });
			await device.send([await sealedHandOver(kit, id, draft)]);
			this.add('entry', { id, owner, more: { token } });
			const settled = this.world.newId();
			await device.send([await sealedHandOver(kit, settled, draft)]);
			await sql`update enrollment set state = 'superseded' where id = ${settled}`.execute(
				this.database.owner,
			);
			this.add('settled-entry', { id: settled, owner });
		}
	}

	/** What papers are drawn of: a paid order, a signed letter, a claim that was decided. */
	private async papersOf(owner: string): Promise<void> {
		const { services } = this.world;
		const own = this.named.order.find((order) => order.owner === owner)!;
		const row = (await services.uow.run({ kind: 'system' }, (tx) => tx.orders.get(own.id)))!;
		const paidAtMs = this.world.clock.nowMs();
		const money = { amountFen: row.amountFen, paidAtMs, method: 'bank' } as const;
		const payment = { orderId: own.id, taxReceiptNumber: '353000001', ...money };
		await recordPayment({ services, payment, source: 'callback' });
		this.add('paid-order', { id: own.id, owner });
		const signer = (await this.world.student()).actor;
		await this.signIn('signer', signer);
		const fields = hardshipFields(await this.personOf(signer));
		const { id } = await this.approved(signer, 'kmmu', fields, await signatureUnder(fields));
		this.add('letter', { id, owner: 'signer' });
		const claim = this.named.claim.find((each) => each.owner === owner)!;
		const desk = reviewerOf(this.world, await this.world.account('reviewer'));
		await desk.reject(claim.id);
		this.add('decided-claim', { id: claim.id, owner });
	}

	private async money(): Promise<void> {
		const { services } = this.world;
		const clerk = this.callers.find(({ name }) => name === 'clerk')!.actor!;
		const paidAtMs = 1_665_800_000_000;
		const payment = { amountFen: 1, paidAtMs, method: 'bank' as const };
		for (const kind of ['stray', 'refundable'] as const) {
			const reported = { ...payment, taxReceiptNumber: `35 ${kind}`, orderId: this.world.newId() };
			await recordPayment({ services, payment: reported, source: 'callback' });
			const [held] = await services.uow.run({ kind: 'system' }, (tx) => tx.strays.ofNoOrder(1));
			this.add(kind, { id: held!.id, more: { serial: this.named.order[0]!.more.serial! } });
		}
		const row = rowOf('202210150000000001', { ...payment, taxReceiptNumber: '35123456' });
		// The second cannot be read.
		const bytes = csv([row, ['x', ...row.slice(1)]]);
		const taken = await takeStatement({ services, actor: clerk, bytes, open: openSheet });
		this.add('statement', { id: taken.id });
	}

	/** Ids of two owners in one call. */
	private mixUp(): void {
		const mix = (kind: Kind, key: string) => {
			const [first, second] = this.named[kind];
			this.add(kind, { id: first!.id, more: { ...first!.more, [key]: second!.more[key]! }, isMixed: true });
			this.add(kind, { id: second!.id, more: { ...second!.more, [key]: first!.more[key]! }, isMixed: true });
		};
		mix('claim-file', 'hash');
		mix('invitation', 'driveId');
		mix('assignment', 'driveId');
	}

	private async serve(): Promise<void> {
		const hub = createPokeHub();
		const { services } = this.world;
		services.pokes = hub;
		const app = createHttpApp({
			services,
			hub,
			probes: { database: async () => {}, store: async () => {} },
			publicUrl: 'http://127.0.0.1',
			isProduction: false,
			trustedProxies: 0,
			buildDir: `${tmpdir()}/campuscover-no-build`,
			gatewaySecret: 'secret',
			openSheet,
		});
		this.doors = app.routes.map(({ method, path }) => `${method} ${path}`);
		const server = createAdaptorServer({ fetch: app.fetch });
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		this.close = () => {
			hub.close();
			return new Promise((resolve) => server.close(() => resolve()));
		};
	}
}
