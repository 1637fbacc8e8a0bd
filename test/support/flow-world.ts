/** Real use cases on a real database; around them a clock to move, registers and a gateway to steer. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { enrollmentContentHash } from '#shared/domain/enrollment/content.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { signatureHash, type Signature } from '#shared/domain/signature/signature.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { yunnanKunming2023 as scheme } from '#shared/policy/yunnan-kunming-2023/scheme.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { renderLetter } from '#shared/rules/index.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { newId } from '#shared/std/id.ts';
import type { Database } from '#server/store/database.ts';
import { createFsDocuments } from '#server/store/documents/fs-documents.ts';
import { createPartFiles } from '#server/store/documents/part-files.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { Register } from '#shared/domain/decision/register-check.ts';
import { readRoster } from '#server/adapters/roster/read-roster.ts';
import { inspectDocument } from '#server/adapters/inspect/inspect-document.ts';
import { createAuditHeadsFile } from '#server/adapters/audit-heads-file.ts';
import { createTotp } from '#server/adapters/totp.ts';
import { createSchoolKeys } from '#server/adapters/school-keys.ts';
import { createPapersPdf } from '#server/adapters/papers/papers-pdf.ts';
import type { StopAnswer } from '#server/usecase/stop/ports.ts';
import type { InsuranceStatus, SchoolRegisterEntry, SpecialIdentity } from '#server/usecase/account/ports.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { retentionClasses } from '#server/usecase/retention/classes.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { ExchangeEnvelope } from '#server/usecase/exchange/parse-mutations.ts';
import type { GatewayAnswer, GatewayOrder } from '#server/usecase/payment/ports.ts';
import type { Services } from '#server/usecase/ports.ts';
import { anIdNumber } from './applicant.ts';
import { movableClock } from './server-under-test.ts';

export interface Person {
	name: string;
	idNumber: string;
}

function newPerson(): Person {
	return { name: '测试甲', idNumber: anIdNumber() };
}

/** A form that lacks nothing, of a person without special identity. */
export function completeFields(person: Person): DraftFields {
	return {
		name: person.name,
		idType: 'resident-id',
		idNumber: person.idNumber,
		phone: '13900000001',
		ethnicity: '汉族',
		maritalStatus: '未婚',
		address: '云南省昆明市五华区测试路1号',
		insuranceKind: '城乡居民基本医疗保险',
		entryYear: '2022',
		hardshipKind: 'none',
		insured: 'none',
	};
}

/** The same of a person who must sign the letter. */
export function hardshipFields(person: Person): DraftFields {
	return {
		...completeFields(person),
		hardshipKind: 'disabled',
		hardshipCertifiedIn: 'yunnan',
		hardshipChooses: 'college',
		medicalDivision: '云南省昆明市五华区',
		letterDate: '2022-10-15',
	};
}

export const consent = { textVersion: '1', textHash: 'a'.repeat(64), givenAtMs: 1_665_800_000_000 };

export async function signatureUnder(fields: DraftFields, schoolName = '昆明医科大学'): Promise<Signature> {
	const letter = renderLetter(scheme, { fields, schoolName })!;
	return {
		method: 'drawn',
		strokes: [
			[
				[10, 10, 0],
				[400, 300, 120],
			],
		],
		padHeight: 500,
		textHash: await sha256Hex(letter.text),
		covers: scheme.letter!.covers,
		signedAtMs: 1_665_800_000_000,
	};
}

/** One device of one account, numbering its mutations as the phone does. */
export class Device {
	readonly id: string;
	sequence = 0;
	cursor: string | null = null;
	readonly world: World;
	readonly actor: AccountActor;
	/** Of the protocol: one of before `notice`, unless said otherwise. */
	readonly version: number;
	constructor(world: World, actor: AccountActor, version = 2) {
		this.version = version;
		this.world = world;
		this.actor = actor;
		this.id = world.newId();
	}

	/** Sends mutations under the next numbers, or under `from`. */
	async send(mutations: unknown[], from = this.sequence + 1, more: object = {}): Promise<ExchangeReply> {
		const request = ExchangeEnvelope.parse({
			version: this.version,
			device: this.id,
			firstSequence: from,
			mutations,
			cursor: this.cursor,
			...more,
		});
		const reply = await exchange({ services: this.world.services, actor: this.actor, request });
		this.sequence = Math.max(this.sequence, from + mutations.length - 1);
		return reply;
	}

	/** Reads on from where it was. */
	async pull(): Promise<ExchangeReply> {
		const reply = await this.send([]);
		this.cursor = reply.cursor;
		return reply;
	}
}

export function edit(record: string, fields: DraftFields, more: Record<string, unknown> = {}) {
	const body = { schemeId: scheme.id, schoolCode: 'kmmu', fields, ...more };
	return { kind: 'enrollment.edit', record, atMs: 1_665_800_000_000, body };
}

export async function submit(record: string, fields: DraftFields, signature: Signature | null = null) {
	const body = {
		contentHash: await enrollmentContentHash({ schemeId: scheme.id, schoolCode: 'kmmu', fields }),
		signatureHash: signature && (await signatureHash(signature)),
		schoolConfirmed: true,
	};
	return { kind: 'enrollment.submit', record, atMs: 1_665_800_000_000, body };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld(database: Database) {
	const clock = movableClock();
	const folder = path.join(tmpdir(), `campuscover-world-${crypto.randomUUID()}`);
	const uow = createUnitOfWork(database);
	const pokes: { accountId: string; exceptDeviceId: string | null | undefined }[] = [];
	const soonPokes: string[] = [];
	const registers = {
		silent: false,
		insurance: 'not-known' as InsuranceStatus | 'not-known',
		school: 'not-known' as SchoolRegisterEntry | 'not-known',
		identities: 'not-known' as SpecialIdentity[] | 'not-known',
		/** Only these are silent. */
		silentOnes: [] as Register[],
		/** It does what it is asked, and its answer gets lost. */
		losesAnswers: false,
		stopAnswer: { result: 'stopped', receiptNumber: 'TB00000001', stoppedAtMs: 1 } as StopAnswer,
		stops: new Map<string, StopAnswer>(),
		stopsDone: [] as string[],
	};
	const gateway = {
		silent: false,
		orders: new Map<string, GatewayOrder>(),
		voided: new Set<string>(),
		cancelled: new Set<string>(),
		answers: new Map<string, GatewayAnswer>(),
	};
	const sms = { silent: false, notices: [] as { id: string; phone: string; kind: string }[] };
	const hearing = <T>(
		silent: boolean,
		code: 'auth.register-silent' | 'payment.gateway-silent' | 'auth.sms-silent',
		value: T,
	) => {
		if (silent) throw new RefusalError({ code });
		return value;
	};
	const askedOf = <T>(register: Register, value: T) =>
		hearing(registers.silent || registers.silentOnes.includes(register), 'auth.register-silent', value);
	const silence = { info: () => {}, warn: () => {}, error: () => {} };
	const services: Services = {
		uow,
		clock,
		random: systemRandom,
		businessDate: {
			today: () => '2022-10-15',
			moment: () => ({ serverTimeMs: clock.nowMs(), businessDate: '2022-10-15', demo: true }),
			move: async () => {},
		},
		logger: silence,
		sms: {
			sendCode: async () => {},
			sendNotice: async (message) => {
				hearing(sms.silent, 'auth.sms-silent', null);
				sms.notices.push(message);
			},
		},
		register: {
			verifyPerson: async () => 'match',
			insuranceStatus: async () => askedOf('insurance', registers.insurance),
			schoolRegister: async () => askedOf('school', registers.school),
			specialIdentities: async () => askedOf('identity', registers.identities),
			stopInsurance: async (requestId, { idNumber }) => {
				hearing(registers.silent, 'auth.register-silent', null);
				const before = registers.stops.get(requestId);
				registers.stopsDone.push(...(before ? [] : [idNumber]));
				const answer = before ?? registers.stopAnswer;
				registers.stops.set(requestId, answer);
				return hearing(registers.losesAnswers, 'auth.register-silent', answer);
			},
			stopState: async (requestId) =>
				hearing(registers.silent, 'auth.register-silent', registers.stops.get(requestId) ?? 'unknown'),
		},
		gateway: {
			putOrder: async (order) => {
				hearing(gateway.silent, 'payment.gateway-silent', null);
				gateway.orders.set(order.orderId, order);
			},
			queryOrder: async (id) =>
				hearing(gateway.silent, 'payment.gateway-silent', gateway.answers.get(id) ?? { state: 'due' }),
			cancelOrder: async (id) => {
				hearing(gateway.silent, 'payment.gateway-silent', null);
				gateway.cancelled.add(id);
				return gateway.answers.get(id) ?? { state: 'cancelled', sequence: 1_000 };
			},
			voidOrder: async (id) => {
				hearing(gateway.silent, 'payment.gateway-silent', null);
				gateway.voided.add(id);
				return gateway.answers.get(id) ?? { state: 'void' };
			},
			payUrl: (id) => `http://127.0.0.1:3001/pay/${id}`,
		},
		push: null,
		sealing: createSchoolKeys('m'.repeat(43)),
		secondFactor: createTotp('m'.repeat(43), silence),
		staffSecondFactor: 'offered',
		pokes: {
			poke: (accountId, exceptDeviceId) => pokes.push({ accountId, exceptDeviceId }),
			pokeSoon: (accountId) => soonPokes.push(accountId),
			endStreams: () => {},
			pokeAll: () => {},
		},
		papers: createPapersPdf(silence),
		auditHeads: createAuditHeadsFile(`${folder}-audit-heads.jsonl`),
		documentCheck: { refusalOf: inspectDocument },
		rosterReader: { read: readRoster, peakMb: 0 },
		review: { holdMinutes: 30, samplePercent: 5 },
		claimReview: { workingDays: 30, secondPersonAboveFen: 500_000 },
		retentionDays: retentionClasses,
		documents: createFsDocuments(path.join(folder, 'documents')),
		parts: createPartFiles(path.join(folder, 'uploads')),
	};
	const world = {
		services,
		/** Where documents lie; made with the first one. */
		folder,
		clock,
		pokes,
		soonPokes,
		registers,
		gateway,
		sms,
		newId: () => newId(clock, systemRandom),
		async account(role: Role, schoolCode: string | null = null): Promise<AccountActor> {
			const accountId = world.newId();
			await uow.run({ kind: 'system' }, (tx) =>
				tx.accounts.addOrFind({
					id: accountId,
					phone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
					role,
					schoolCode,
					passwordHash: null,
					unlockKey: Buffer.alloc(32, 7).toString('base64'),
					createdAtMs: clock.nowMs(),
				}),
			);
			return { kind: 'account', accountId, role, schoolCode };
		},
		async student(person = newPerson()): Promise<{ actor: AccountActor; person: Person; device: Device }> {
			const actor = await world.account('student');
			const row = { ...person, idType: 'resident-id', accountId: actor.accountId, boundAtMs: clock.nowMs() };
			await uow.run({ kind: 'system' }, (tx) => tx.persons.bind(row));
			return { actor, person, device: new Device(world, actor) };
		},
		/** A student whose enrollment waits for review. */
		async declared() {
			const { actor, person, device } = await world.student();
			const record = world.newId();
			const fields = completeFields(person);
			const reply = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
			const refusal = reply.results.find(({ status }) => status === 'refused');
			if (refusal) throw new Error(`refused: ${refusal.code} ${refusal.path}`);
			return { actor, person, device, record, fields };
		},
	};
	return world;
}

/** The code of the refusal that a call ends with; throws when it succeeds. */
export async function refusalOf(call: Promise<unknown>) {
	try {
		await call;
	} catch (error) {
		if (error instanceof RefusalError) return error.refusal;
		throw error;
	}
	throw new Error('it was not refused');
}
