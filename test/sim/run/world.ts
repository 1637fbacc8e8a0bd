/** Everything of one run: the office, its database, the gateway, phones and the people at them. */
import type { AccountActor } from '#server/usecase/actor.ts';
import { openSession } from '#server/usecase/account/session.ts';
import { viewAccount } from '#server/usecase/account/view-account.usecase.ts';
import type { Services, UnitOfWork } from '#server/usecase/ports.ts';
import type { Role } from '#shared/domain/account/role.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import { bytesToBase64 } from '#shared/std/bytes.ts';
import { newId } from '#shared/std/id.ts';
import { Rng } from '../engine/rng.ts';
import { Scheduler, type Process } from '../engine/scheduler.ts';
import { calmGateway, SimulatedGateway } from '../house/gateway.ts';
import { MemoryFiles } from '../house/memory-files.ts';
import { Office, type WireRequest, type WireResponse } from '../house/office.ts';
import { calmNetwork, Network } from '../phone/network.ts';
import { Phone } from '../phone/phone.ts';
import { calmStorage } from '../phone/storage.ts';
import { ConflictError } from '../store/locks.ts';
import { MemoryDatabase } from '../store/memory-database.ts';
import type { SqlStore } from '../store/sql-store.ts';
import { memoryUnitOfWork } from '../store/memory-store.ts';
import { DocumentWatch } from '../check/document-watch.ts';
import { ExchangeWatch } from '../check/exchange-watch.ts';
import { Findings } from '../check/findings.ts';
import { LeakWatch } from '../check/leak-watch.ts';
import { PhoneModel } from '../check/phone-model.ts';
import { StoreWatch } from '../check/store-watch.ts';
import { idNumberOf, markerOf } from './people.ts';
import { StopRegister } from './stops.ts';
import type { DatabaseChances, FaultPlan } from './fault-classes.ts';
import type { Plant } from '../planted/plant.ts';

const startMs = Date.UTC(2026, 9, 15, 1);

export interface Person {
	name: string;
	actor: AccountActor;
	idNumber: string;
	/** What nobody else may ever see. */
	marker: string;
}

const calmDatabase: DatabaseChances = { turn: 0.05, slowMs: 0, conflict: 0, unknownCommit: 0, diskFails: 0 };

export class World {
	readonly seed: number;
	readonly scheduler: Scheduler;
	readonly rng: Rng;
	readonly findings: Findings;
	readonly database: MemoryDatabase;
	readonly uow: UnitOfWork;
	readonly gateway: SimulatedGateway;
	readonly office: Office;
	readonly phones: Phone[] = [];
	readonly people: Person[] = [];
	readonly model: PhoneModel;
	readonly claimModel: PhoneModel;
	readonly files: MemoryFiles;
	readonly documents: DocumentWatch;
	readonly leaks: LeakWatch;
	readonly exchanges: ExchangeWatch;
	readonly plan: FaultPlan;
	readonly plant: Plant | null;
	reviewer!: AccountActor;
	/** The session at the reviewer's desk. */
	reviewerToken!: string;
	/** Who made each record. */
	readonly owners = new Map<string, string>();
	/** Values of fields that several phones write: whose, and upon what. */
	readonly typed = new Map<unknown, { phone: string; seen: number }>();
	/** What the register of insurance elsewhere did. */
	readonly stops = new StopRegister();
	/** Who had it asked, and for which case. */
	readonly stopped: { person: Person; enrollmentId: string }[] = [];
	/** What an adversary has seen on the wire. */
	readonly overheard: WireRequest[] = [];
	#chances = calmDatabase;
	#registersSilent = 0;

	/** Null: the store in memory. */
	readonly sql: SqlStore | null;
	#runs = 0;

	constructor(seed: number, plan: FaultPlan, plant: Plant | null, sql: SqlStore | null) {
		this.sql = sql;
		this.seed = seed;
		this.plan = plan;
		this.plant = plant;
		this.rng = new Rng(seed, 1);
		this.scheduler = new Scheduler(new Rng(seed, 2), startMs);
		this.findings = new Findings(this.scheduler);
		this.leaks = new LeakWatch(this.findings);
		this.exchanges = new ExchangeWatch(this.findings);
		this.model = new PhoneModel(this.findings);
		this.claimModel = new PhoneModel(this.findings);
		this.database = new MemoryDatabase({
			step: () => this.#step(),
			turn: () => this.#turn(),
			rejoin: (promise) => this.scheduler.rejoin(promise),
			commit: () => this.#commit(),
		});
		this.files = new MemoryFiles(() => this.scheduler.nowMs, {
			step: () => this.#turn(),
			fails: () => this.rng.chance(this.#chances.diskFails),
		});
		const uow = sql
			? sql.unitOfWork(this.scheduler, () => this.#count())
			: memoryUnitOfWork(this.database, () => this.scheduler.current, plant?.tx ?? null);
		this.uow = plant?.uow ? plant.uow(uow, this.database) : uow;
		const today = () => this.office.services.businessDate.today();
		new StoreWatch(this.database, this.findings, this.typed, today);
		this.documents = new DocumentWatch({
			database: this.database,
			files: this.files,
			findings: this.findings,
			today,
			readerOf: (token) => this.#readerOf(token),
		});
		this.gateway = new SimulatedGateway(this.scheduler, new Rng(seed, 3));
		this.office = new Office({
			scheduler: this.scheduler,
			rng: new Rng(seed, 4),
			uow: this.uow,
			gateway: this.gateway,
			files: this.files,
			register: this.#register(new Rng(seed, 5)),
			onPoke: (accountId, except) => this.#poke(accountId, except),
			onLog: (line) => this.leaks.log(line),
			commits: () => (sql ? this.#runs : this.database.commits),
			onEnd: (process) => this.#endTransactionsOf(process),
			variant: plant?.services,
		});
		this.gateway.connect(async (body, headers) => {
			const request = { method: 'POST', path: '/api/callbacks/tax', headers, body };
			return (await this.office.handle(request)).status;
		});
	}

	async open(phoneCount: number): Promise<void> {
		await this.office.start();
		this.reviewer = (await this.#account('reviewer')).actor;
		this.reviewerToken = await this.#session(this.reviewer.accountId);
		for (let i = 0; i < 2; i++) this.people.push(await this.#student(i));
		for (let i = 0; i < phoneCount; i++) {
			const rng = new Rng(this.seed, 100 + i);
			const network = new Network({
				scheduler: this.scheduler,
				rng: new Rng(this.seed, 200 + i),
				office: this.office,
				onReply: (request, response) => this.#replied(request, response),
			});
			const phone = new Phone({
				name: `p${i}`,
				rng,
				scheduler: this.scheduler,
				network,
				onBroken: (invariant, words) => this.findings.broken(invariant, words),
			});
			this.phones.push(phone);
			await phone.openTab();
			await this.signIn(phone, this.homeOf(phone));
		}
	}

	/** Whose phone it is: the first one is the second student's, the others the first's. */
	homeOf(phone: Phone): Person {
		return this.people[phone.name === 'p0' ? 1 : 0]!;
	}

	/** The disk was cleared: what the server does not hold is gone, and the person is told so. */
	forget(phone: Phone): void {
		this.model.forget(phone);
		this.claimModel.forget(phone);
		phone.lostFiles.clear();
		phone.spoiled.clear();
	}

	/** Who is at a phone in the end. */
	ownerAt(phoneName: string): string {
		return this.homeOf(this.phones.find(({ name }) => name === phoneName)!).actor.accountId;
	}

	async signIn(phone: Phone, person: Person): Promise<void> {
		const services: Services = this.office.services;
		const { accountId } = person.actor;
		const token = await this.#session(accountId);
		this.leaks.sessionOf.set(token, accountId);
		const view: AccountView = await viewAccount(services, person.actor);
		await this.scheduler.rejoin(phone.run(() => phone.signIn(view, token)));
	}

	/** A new session for each student, as from a phone that nobody has seen. */
	async sessionsOfAll(): Promise<string[]> {
		const tokens: string[] = [];
		for (const { actor } of this.people) {
			tokens.push(await this.#session(actor.accountId));
			this.leaks.sessionOf.set(tokens.at(-1)!, actor.accountId);
		}
		return tokens;
	}

	#session(accountId: string): Promise<string> {
		const { services } = this.office;
		return this.uow.run({ kind: 'system' }, (tx) => openSession(services, tx, accountId));
	}

	#readerOf(token: string): { accountId: string; isReviewer: boolean } | null {
		if (token !== '' && token === this.reviewerToken) {
			return { accountId: this.reviewer.accountId, isReviewer: true };
		}
		const accountId = this.leaks.sessionOf.get(token);
		return accountId === undefined ? null : { accountId, isReviewer: false };
	}

	/** What is committed now, where steps and checks look for it. */
	async look(): Promise<MemoryDatabase['committed']> {
		await this.sql?.copyInto(this.database, this.scheduler);
		return this.database.committed;
	}

	/** What the jobs did themselves is no reason for them to look again. */
	#count(): void {
		if (this.scheduler.current.name !== 'jobs') this.#runs += 1;
	}

	/** Turns the plan's faults on, or all off. */
	weather(isFoul: boolean): void {
		const { on, network, storage, database, callbacks, registersSilent } = this.plan;
		const has = (name: Parameters<typeof on.has>[0]) => isFoul && on.has(name);
		for (const phone of this.phones) {
			phone.network.faults = has('network') ? network : calmNetwork;
			if (!isFoul) phone.network.isDown = false;
			phone.storageFaults = has('storage') ? storage : calmStorage;
			if (!isFoul) phone.clockOffsetMs = 0;
		}
		this.#chances = has('database') ? database : calmDatabase;
		this.gateway.faults = has('payment') ? callbacks : calmGateway;
		this.#registersSilent = has('payment') || has('database') ? registersSilent : 0;
		if (!isFoul) this.office.clockOffsetMs = 0;
	}

	async #step(): Promise<void> {
		await this.#turn();
		if (this.rng.chance(this.#chances.conflict)) {
			throw new ConflictError(this.rng.chance(0.5) ? '40001' : '40P01');
		}
	}

	async #turn(): Promise<void> {
		const { turn, slowMs } = this.#chances;
		if (slowMs > 0 && this.rng.chance(0.1)) await this.scheduler.sleep(this.rng.int(0, slowMs));
		else if (this.rng.chance(turn)) await this.scheduler.turn();
	}

	#commit() {
		if (!this.rng.chance(this.#chances.unknownCommit)) return { isWritten: true, error: null };
		return { isWritten: this.rng.chance(0.5), error: new ConflictError('08006') };
	}

	#endTransactionsOf(process: Process): void {
		for (const transaction of [...this.database.running]) {
			if (transaction.process === process) transaction.end();
		}
	}

	#register(rng: Rng): Services['register'] {
		const hear = async <T>(value: T): Promise<T> => {
			await this.scheduler.sleep(rng.int(1, 300));
			if (rng.chance(this.#registersSilent)) throw new RefusalError({ code: 'auth.register-silent' });
			return value;
		};
		return {
			verifyPerson: () => hear('match' as const),
			insuranceStatus: () => hear({ insured: 'none' as const, lumpSumThrough: null, place: null }),
			schoolRegister: () =>
				hear({ schoolCode: 'kmmu', studentNumber: null, enrolled: true, graduatesOn: null }),
			specialIdentities: () => hear([]),
			// What it was asked to do it has done, whether its answer arrives or not.
			stopInsurance: (id) => hear(this.stops.stop(id, rng, this.scheduler.nowMs)),
			stopState: (id) => hear(this.stops.done.get(id) ?? ('unknown' as const)),
		};
	}

	#poke(accountId: string, except: string | null): void {
		void except;
		for (const phone of this.phones) {
			if (phone.network.isDown || this.rng.chance(phone.network.faults.lost)) continue;
			for (const tab of phone.tabs) {
				if (tab.owner !== accountId) continue;
				this.scheduler.after(this.rng.int(5, 500), () => void tab.ask('signal'), phone.process);
			}
		}
	}

	#replied(request: WireRequest, response: WireResponse): void {
		this.leaks.reply(request, response);
		this.exchanges.reply(request, response);
		// What SQL holds at this moment is copied at steps alone.
		if (!this.sql) this.documents.reply(request, response);
		if (request.path.includes('sync.exchange') && this.overheard.length < 200) this.overheard.push(request);
	}

	async #account(role: Role): Promise<{ actor: AccountActor }> {
		const id = newId({ nowMs: () => this.scheduler.nowMs }, this.rng);
		const account = {
			id,
			phone: `139${String(this.rng.int(0, 99_999_999)).padStart(8, '0')}`,
			role,
			schoolCode: null,
			passwordHash: null,
			unlockKey: bytesToBase64(this.rng.bytes(32)),
			createdAtMs: this.scheduler.nowMs,
		};
		await this.uow.run({ kind: 'system' }, (tx) => tx.accounts.addOrFind(account));
		return { actor: { kind: 'account', accountId: id, role, schoolCode: null } };
	}

	async #student(index: number): Promise<Person> {
		const { actor } = await this.#account('student');
		const idNumber = idNumberOf(this.rng.int(0, 9_999) * 2 + index);
		const marker = markerOf(this.rng);
		const name = `测试${'甲乙丙丁'[index]}`;
		const { accountId } = actor;
		const row = { accountId, name, idType: 'resident-id', idNumber, boundAtMs: this.scheduler.nowMs };
		await this.uow.run({ kind: 'system' }, (tx) => tx.persons.bind(row));
		this.leaks.markers.set(accountId, [marker, idNumber]);
		return { name, actor, idNumber, marker };
	}
}
