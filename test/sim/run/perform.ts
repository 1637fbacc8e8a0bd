/** Does one step. */
import { compareClaims } from '../check/document-checks.ts';
import { shownOf } from '../check/final-checks.ts';
import type { Process } from '../engine/scheduler.ts';
import { forge, forgeHandIn, replay } from './adversary.ts';
import { Claimant } from './claimant.ts';
import { judgeClaim, review } from './desk.ts';
import { collectAsInAMonth, forgeUpload, readFile } from './readers.ts';
import type { Step } from './steps.ts';
import { stop } from './stops.ts';
import { rescue, upgrade } from './old-storage.ts';
import { isSaidNo, Student } from './student.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

export class Performer {
	readonly #world: World;
	readonly #student: Student;
	readonly #claimant: Claimant;

	constructor(world: World) {
		this.#world = world;
		this.#student = new Student(world);
		this.#claimant = new Claimant(world);
	}

	/** Begins a step; what it begins may take as long as it takes. */
	begin(step: Step): void {
		const { findings, scheduler } = this.#world;
		findings.note(`step ${step.n} ${step.kind}`);
		const process: Process = scheduler.world;
		void scheduler.spawn(process, () =>
			this.#perform(step).catch((error: unknown) => {
				if (isSaidNo(error)) return findings.note(`step ${step.n}: ${String(error)}`);
				findings.broken(0, `step ${step.n} ${step.kind}: ${String((error as Error)?.stack ?? error)}`);
			}),
		);
	}

	async #perform({ kind, rng }: Step): Promise<void> {
		const world = this.#world;
		await world.look();
		const phone = rng.pick(world.phones);
		const asStudent = (work: () => Promise<void>) => phone.run(work);
		switch (kind) {
			case 'create':
				return asStudent(() => this.#student.create(phone, rng));
			case 'edit':
				return asStudent(() => this.#student.edit(phone, rng));
			case 'all-edit':
				// At once, on every phone, and sent at once.
				await Promise.all(
					world.phones.map((each) =>
						each.run(async () => {
							await this.#student.edit(each, rng);
							void each.front?.ask('person');
						}),
					),
				);
				return;
			case 'fill':
				return asStudent(() => this.#student.fill(phone, rng));
			case 'submit':
				return asStudent(() => this.#student.submit(phone, rng));
			case 'withdraw':
				return asStudent(() => this.#student.withdraw(phone, rng));
			case 'remove':
				return asStudent(() => this.#student.remove(phone, rng));
			case 'apply':
				return asStudent(() => this.#student.apply(phone, rng));
			case 'read-notices':
				return asStudent(() => this.#student.readNotices(phone));
			case 'sync-now':
				return asStudent(async () => phone.front?.ask('person'));
			case 'review':
				return review(world, rng);
			case 'approve':
				return review(world, rng, ['approve']);
			case 'replay':
				return replay(world, rng);
			case 'forge':
				return forge(world, rng);
			case 'claim':
			case 'edit-claim':
			case 'submit-claim':
			case 'remove-claim':
			case 'retry-files':
				return asStudent(() => this.#claim(kind, phone, rng));
			case 'judge-claim':
				return judgeClaim(world, rng);
			case 'read-file':
				return readFile(world, rng);
			case 'forge-hand-in':
				return forgeHandIn(world, rng);
			case 'forge-upload':
				return forgeUpload(world, rng);
			case 'stop':
				return stop(world, rng);
			case 'collect':
				await collectAsInAMonth(world);
				return;
			default:
				return this.#disturb({ kind, rng }, phone);
		}
	}

	#claim(kind: Step['kind'], phone: World['phones'][number], rng: Step['rng']): Promise<void> {
		if (kind === 'claim') return this.#claimant.create(phone, rng);
		if (kind === 'edit-claim') return this.#claimant.edit(phone, rng);
		if (kind === 'submit-claim') return this.#claimant.submit(phone, rng);
		if (kind === 'remove-claim') return this.#claimant.remove(phone, rng);
		return this.#claimant.retry(phone);
	}

	async #disturb({ kind, rng }: Pick<Step, 'kind' | 'rng'>, phone: World['phones'][number]): Promise<void> {
		const world = this.#world;
		const { gateway, office, scheduler } = world;
		const orders = [...gateway.orders.keys()];
		switch (kind) {
			case 'reload':
			case 'kill-tab': {
				if (phone.front) phone.killTab(kind === 'reload' ? phone.front : rng.pick(phone.tabs));
				if (kind === 'reload' || phone.tabs.length === 0) await this.reopen(phone);
				return;
			}
			case 'open-tab':
				if (phone.tabs.length < 3) await this.reopen(phone);
				return;
			case 'kill-office':
				if (!office.isUp) return;
				office.kill();
				await scheduler.sleep(rng.int(1, 120_000));
				if (!office.isUp) await office.start();
				return;
			case 'network-down':
				phone.network.isDown = true;
				return;
			case 'network-up':
				phone.network.isDown = false;
				return;
			case 'lose-connection':
				phone.front?.loseConnection();
				return;
			case 'lose-photo': {
				const lost = phone.storage.loseSlice(rng);
				if (lost) phone.lostFiles.add(`${lost.owner} ${lost.hash}`);
				return;
			}
			case 'decay': {
				const table = rng.pick(['record', 'record', 'record', 'outbox', 'outbox', 'vault'] as const);
				const hit = phone.storage.decay(rng, table);
				if (!hit) return;
				world.findings.note(`${phone.name} lost a bit of ${table} ${hit.record}`);
				if (hit.record !== '') phone.spoiled.add(`${hit.owner} ${hit.record}`);
				if (!phone.front || rng.chance(0.3)) return;
				phone.killTab(phone.front);
				return this.reopen(phone);
			}
			case 'upgrade':
				return upgrade(world, phone, rng, (each) => this.reopen(each));
			case 'rescue':
				return rescue(world, phone, {
					write: async () => {
						await this.#student.create(phone, rng);
						await this.#student.edit(phone, rng);
					},
					reopen: (each) => this.#reopenEmpty(each),
				});
			case 'evict':
				return this.#evict(phone);
			case 'move-clock':
				phone.clockOffsetMs = rng.pick([0, rng.int(-3, 3) * dayMs, 365 * dayMs, -365 * dayMs, -1e15]);
				for (const tab of phone.tabs) tab.clockMoved();
				office.clockOffsetMs = rng.int(-5_000, 5_000);
				return;
			case 'switch-account':
				return this.#switch(phone, rng.chance(0.5));
			case 'end-session':
				return this.#endSession(phone);
			case 'other-version':
				phone.version = rng.pick([null, 1, 2, 3, 4]);
				return;
			case 'pay':
				if (orders.length > 0) gateway.pay(rng.pick(orders));
				return;
			case 'pay-wrong':
				if (orders.length > 0) gateway.pay(rng.pick(orders), { amountFen: rng.int(1, 50_000) });
				return;
			case 'pay-twice':
				if (orders.length > 0) for (let i = 0; i < 2; i++) gateway.pay(orders[0]!);
				return;
			case 'pay-unknown':
			case 'forge-callback': {
				const known = [...world.database.committed.order.keys()];
				if (known.length === 0) return;
				const orderId = rng.pick(known);
				const payment = {
					orderId: kind === 'pay-unknown' ? orderId.replace(/^.{8}/, '00000000') : orderId,
					amountFen: world.database.committed.order.get(orderId)!.amountFen,
					taxReceiptNumber: `9${String(rng.int(0, 999_999_999)).padStart(17, '0')}`,
					paidAtMs: scheduler.nowMs,
					method: 'wechat' as const,
				};
				if (kind === 'pay-unknown') gateway.tell(payment);
				else {
					const status = await gateway.forge(payment);
					world.findings.check(11, status === 401 || status === 0, () => `a forged callback got ${status}`);
				}
				return;
			}
		}
	}

	/** A page is opened on a disk that holds nothing. */
	async #reopenEmpty(phone: World['phones'][number]): Promise<void> {
		await this.#world.scheduler.rejoin(phone.openTab()).catch(() => {
			phone.tabs = phone.tabs.filter((held) => held.engine !== null);
		});
	}

	/** A page is opened, and shows what was saved. */
	async reopen(phone: World['phones'][number]): Promise<void> {
		const world = this.#world;
		const faults = phone.storageFaults;
		const tab = await world.scheduler.rejoin(phone.openTab()).catch((error: unknown) => {
			world.findings.note(`${phone.name} could not open: ${String(error)}`);
			phone.tabs = phone.tabs.filter((held) => held.engine !== null);
			return null;
		});
		if (!tab || faults !== phone.storageFaults || phone.isTold) return;
		const list = await world.scheduler
			.rejoin(phone.run(() => tab.device.enrollments.list()))
			.catch(() => null);
		if (list && !tab.isDead) world.model.compare(phone, tab.owner, shownOf(world, list), 'after reopening');
		const claims = await world.scheduler
			.rejoin(phone.run(async () => (await tab.device.claims()).list()))
			.catch(() => null);
		if (claims && !tab.isDead) compareClaims(world, phone, tab.owner, claims, 'after reopening');
	}

	/** The browser clears the disk: the person is told, and opens the page anew. */
	async #evict(phone: World['phones'][number]): Promise<void> {
		const world = this.#world;
		const person = world.homeOf(phone);
		const open = phone.front;
		phone.evict();
		world.forget(phone);
		await world.scheduler.sleep(5_000);
		if (open)
			await phone
				.run(async () => phone.front?.device.enrollments.list().catch(() => undefined))
				.catch(() => undefined);
		// A page that was opened after the disk was cleared has nothing to tell.
		if (open && phone.front === open)
			world.findings.check(1, phone.isTold, () => `${phone.name} was not told that its storage was cleared`);
		for (const tab of [...phone.tabs]) phone.killTab(tab);
		phone.isTold = false;
		world.forget(phone);
		await this.reopen(phone);
		if (phone.front && world.office.isUp) await world.signIn(phone, person);
	}

	async #switch(phone: World['phones'][number], toOther: boolean): Promise<void> {
		const world = this.#world;
		if (!phone.front || !world.office.isUp || phone.isTold) return;
		const home = world.homeOf(phone);
		const other = world.people.find((person) => person !== home)!;
		await world.scheduler.rejoin(phone.run(() => phone.signOut()));
		if (phone.front && world.office.isUp) await world.signIn(phone, toOther ? other : home);
	}

	/** The server ends the session: thirty days without use, or elsewhere by its owner. */
	async #endSession(phone: World['phones'][number]): Promise<void> {
		const { uow, leaks, scheduler } = this.#world;
		const owner = phone.front?.owner;
		if (owner === undefined || owner === 'device') return;
		await uow.run({ kind: 'system' }, (tx) => tx.sessions.removeOthersOf(owner, null));
		for (const [token, accountId] of leaks.sessionOf) {
			if (accountId === owner && !leaks.ended.has(token)) leaks.ended.set(token, scheduler.nowMs);
		}
	}
}
