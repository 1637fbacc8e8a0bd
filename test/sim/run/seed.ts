/*
 * One seed: faults, quiet, check.
 *
 *   faults   the steps of the seed, with whatever its fault classes do to them
 *   quiet    the network holds, storage keeps, clocks are right, everybody is signed in at home; no more than
 *            `mostRounds` exchanges a phone until nothing is left to do
 *   check    the invariants of docs/simulation.md
 */
import { createHash } from 'node:crypto';
// Before Dexie, which looks at what the platform has when it is loaded.
import { platform } from '../engine/platform.ts';
import { checkInTheEnd } from '../check/final-checks.ts';
import type { Finding } from '../check/findings.ts';
import { Rng } from '../engine/rng.ts';
import type { Plant } from '../planted/plant.ts';
import { drawFaults, without, type FaultClass, type FaultPlan } from './fault-classes.ts';
import { Performer } from './perform.ts';
import { drawSteps, type Step } from './steps.ts';
import type { SqlStore } from '../store/sql-store.ts';
import { World } from './world.ts';

const minuteMs = 60_000;
const mostRounds = 200;
/** So long, in virtual time, may it take until all is quiet: a duplicate may come an hour late. */
const mostQuietMs = 150 * minuteMs;

export interface SeedOptions {
	plant?: Plant | null;
	/** The SQL store, for the seeds that run on it. */
	sql?: SqlStore | null;
	/** For a minimal trace: what is left out. */
	leaveOut?: { steps: ReadonlySet<number>; classes: ReadonlySet<FaultClass> };
}

export interface SeedResult {
	seed: number;
	findings: Finding[];
	trace: string[];
	/** Of everything that happened, in order. */
	hash: string;
	steps: Step[];
	plan: FaultPlan;
	tasks: number;
}

/** The shape of a seed: how many phones, how many steps, which faults. */
function planOf(seed: number): { phones: number; steps: number; faults: FaultPlan } {
	const rng = new Rng(seed, 8);
	return { phones: rng.int(2, 3), steps: rng.int(10, 34), faults: drawFaults(rng, new Rng(seed, 10)) };
}

export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
	const { leaveOut, plant = null, sql = null } = options;
	const { phones, steps: count, faults } = planOf(seed);
	const plan = without(faults, leaveOut?.classes ?? new Set());
	const steps = drawSteps(seed, count, plan.on).filter(({ n }) => !leaveOut?.steps.has(n));
	const world = new World(seed, plan, plant, sql);
	const { scheduler, findings } = world;
	await sql?.reset();
	platform.enter({
		scheduler,
		rng: new Rng(seed, 7),
		onTrap: (what, caller) => findings.broken(0, `the engine reached for ${what}: ${caller}`),
	});
	try {
		await drive(world, () => world.open(phones));
		await drive(world, () => faultsPhase(world, steps));
		if (findings.all.length === 0) await drive(world, () => quietPhase(world));
		if (findings.all.length === 0) await drive(world, () => checkInTheEnd(world));
	} catch (error) {
		findings.broken(0, String((error as Error)?.stack ?? error));
	} finally {
		platform.enter(null);
	}
	const hash = createHash('sha256').update(findings.trace.join('\n')).digest('hex').slice(0, 16);
	return { seed, findings: findings.all, trace: findings.trace, hash, steps, plan, tasks: scheduler.tasks };
}

/** Runs the queue until the work is done. */
async function drive(world: World, work: () => Promise<void>): Promise<void> {
	let isOver = false;
	let failure: unknown = null;
	const { scheduler } = world;
	void scheduler
		.spawn(scheduler.world, work)
		.catch((error: unknown) => (failure = error ?? new Error('failed')))
		.finally(() => (isOver = true));
	const isDone = await scheduler.run(() => isOver);
	if (failure) throw failure;
	if (!isDone) throw new Error('nothing is left to run, and the work is not done');
}

async function faultsPhase(world: World, steps: Step[]): Promise<void> {
	const performer = new Performer(world);
	world.weather(true);
	for (const step of steps) {
		await world.scheduler.sleep(step.afterMs);
		if (world.findings.all.length > 0) return;
		performer.begin(step);
	}
	await world.scheduler.sleep(30_000);
}

async function quietPhase(world: World): Promise<void> {
	const { scheduler, office, phones, findings } = world;
	world.weather(false);
	const performer = new Performer(world);
	if (!office.isUp) await office.start();
	// A page that hangs is closed and opened again; who had left comes back.
	for (const phone of phones) {
		phone.version = null;
		for (const tab of phone.tabs) tab.clockMoved();
		if (phone.isTold) world.forget(phone);
		phone.isTold = false;
		for (const tab of [...phone.tabs]) phone.killTab(tab);
		await performer.reopen(phone);
		await world.signIn(phone, world.homeOf(phone));
		void phone.front!.ask('person');
	}
	const callsBefore = phones.map(({ calls }) => calls.length);
	const untilMs = scheduler.nowMs + mostQuietMs;
	let left: string | null = 'not looked';
	while (left !== null && scheduler.nowMs < untilMs) {
		// Not at the moment at which pages look.
		await scheduler.sleep(5 * minuteMs - 7_000);
		await world.look();
		left = whatIsLeft(world);
	}
	findings.check(
		17,
		left === null,
		() => `after ${mostQuietMs / minuteMs} quiet minutes there is still: ${left}`,
	);
	phones.forEach((phone, i) => {
		// Beyond what looking now and then costs, each round must have had a reason.
		const looks = Math.ceil((mostQuietMs - (untilMs - scheduler.nowMs)) / (5 * minuteMs)) + 5;
		const rounds = phone.calls.length - callsBefore[i]!;
		findings.check(
			17,
			rounds <= mostRounds + looks,
			() => `${phone.name} took ${rounds} rounds to come to rest`,
		);
	});
	findings.note(`quiet after ${phones.map(({ calls }) => calls.length).join()} calls`);
}

/** Null when everybody is at rest. */
function whatIsLeft(world: World): string | null {
	const { database, gateway, phones } = world;
	const { pairing, factRequest, order, delivery } = database.committed;
	const ordersOpen = [...order.values()].some(
		(row) =>
			row.acknowledgedAtMs === null && (row.voidedAtMs !== null || (row.state === 'due' && row.fee.payNow)),
	);
	// A phone gets a few messages a day: the others wait for the next one.
	const tonightMs = world.scheduler.nowMs + mostQuietMs;
	const untold = [...delivery.values()].some(
		({ channel, outcome, nextTryAtMs }) => channel === 'sms' && outcome === null && nextTryAtMs < tonightMs,
	);
	if (pairing.size > 0 || factRequest.size > 0) return 'a submission that nobody has looked at';
	if (ordersOpen) return 'an order that the tax side has not heard of';
	if (untold) return 'a message that was not sent';
	if (gateway.open > 0) return 'a callback';
	if (phones.some(({ network }) => network.late > 0)) return 'a late request';
	for (const phone of phones) {
		const waiting = phone.storage.outbox(phone.front!.owner).length;
		const phase = phone.front!.engine?.status.phase ?? 'no engine';
		const uploads = phone.front!.uploader?.status.phase ?? 'no uploader';
		if (waiting > 0 || phase !== 'idle' || uploads !== 'idle')
			return `${phone.name}: ${waiting} waiting, ${phase}, ${uploads}`;
	}
	return null;
}
