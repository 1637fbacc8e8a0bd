/** One phone: a disk, a clock of its own, a cookie, tabs. */
import type { AccountView } from '#shared/protocol/account.ts';
import type { Clock } from '#shared/std/clock.ts';
import type { Rng } from '../engine/rng.ts';
import { Process, type Scheduler } from '../engine/scheduler.ts';
import type { Network } from './network.ts';
import { PhoneStorage, calmStorage, type StorageFaults } from './storage.ts';
import { Tab } from './tab.ts';

const callWindowMs = 10_000;
const mostCallsInWindow = 50;

interface Waiter {
	tab: Tab;
	run: () => void;
}

/** Web Locks of one name: whoever's tab is gone gives it back. */
class PhoneLock {
	#holder: Tab | null = null;
	#waiting: Waiter[] = [];

	async exclusively(tab: Tab, work: () => Promise<void>): Promise<void> {
		// What is left of a page that is gone asks for nothing.
		if (tab.isDead) return new Promise(() => undefined);
		await new Promise<void>((resolve) => {
			this.#waiting.push({ tab, run: resolve });
			this.#next();
		});
		try {
			await work();
		} finally {
			this.#release(tab);
		}
	}

	/** A page that is gone holds nothing, and waits for nothing. */
	giveBack(tab: Tab): void {
		this.#waiting = this.#waiting.filter((waiter) => waiter.tab !== tab);
		this.#release(tab);
	}

	#release(tab: Tab): void {
		if (this.#holder === tab) this.#holder = null;
		this.#next();
	}

	#next(): void {
		if (this.#holder || this.#waiting.length === 0) return;
		const { tab, run } = this.#waiting.shift()!;
		this.#holder = tab;
		run();
	}
}

export class Phone {
	readonly name: string;
	readonly process: Process;
	readonly rng: Rng;
	readonly scheduler: Scheduler;
	readonly network: Network;
	readonly onBroken: (invariant: number, words: string) => void;
	readonly lock = new PhoneLock();
	readonly uploadLock = new PhoneLock();
	storage = new PhoneStorage();
	storageFaults: StorageFaults = calmStorage;
	clockOffsetMs = 0;
	/** The browser's cookie. */
	token: string | null = null;
	/** The protocol that its app speaks; null: of today. */
	version: number | null = null;
	tabs: Tab[] = [];
	/** Requests to the exchange, by time. */
	readonly calls: number[] = [];
	readonly bugs: unknown[] = [];
	/** What its tabs were told: the storage was cleared. */
	isTold = false;
	/** Where answers ended that an older app read, which leave out what it does not know. */
	readonly olderCursors = new Set<string>();
	/** What was unsent came back from a rescue file, all else comes from the server. */
	wasEmptied = false;
	/** Records of which a bit was lost here: `owner record`. */
	readonly spoiled = new Set<string>();
	/** Files whose bytes were lost here. */
	readonly lostFiles = new Set<string>();

	constructor(parts: {
		name: string;
		rng: Rng;
		scheduler: Scheduler;
		network: Network;
		onBroken(invariant: number, words: string): void;
	}) {
		this.name = parts.name;
		this.rng = parts.rng;
		this.scheduler = parts.scheduler;
		this.network = parts.network;
		this.onBroken = parts.onBroken;
		this.process = new Process(parts.name);
	}

	get clock(): Clock {
		return { nowMs: () => Math.max(0, this.scheduler.nowMs + this.clockOffsetMs) };
	}

	/** The tab that a person would touch; null where none is open. */
	get front(): Tab | null {
		return this.tabs.at(-1) ?? null;
	}

	/** 17: a call each now and then is life; dozens within seconds are a loop. */
	called(): void {
		this.calls.push(this.scheduler.nowMs);
		const first = this.calls.at(-mostCallsInWindow);
		const isLoop = first !== undefined && this.scheduler.nowMs - first < callWindowMs;
		if (isLoop) this.onBroken(17, `${this.name} called ${mostCallsInWindow} times within ${callWindowMs} ms`);
	}

	/**
	 * What is missing of a record may be missing: its bits were lost, and the app says so, or is about to; or the storage was
	 * emptied, and what the server holds was not fetched yet, or by an older app alone.
	 */
	mayMiss(owner: string, record: string, isOver: boolean): boolean {
		if (this.wasEmptied && !isOver && !this.#hasAll(owner)) return true;
		return this.spoiled.has(`${owner} ${record}`) && (!isOver || this.storage.isAside(owner, record));
	}

	#hasAll(owner: string): boolean {
		const cursor = this.storage.pulledUpTo(owner);
		return cursor !== null && !this.olderCursors.has(cursor);
	}

	/** Runs as this phone. */
	run<T>(work: () => Promise<T>): Promise<T> {
		return this.scheduler.spawn(this.process, work);
	}

	/** Opens the app; whoever was signed in still is. */
	async openTab(): Promise<Tab> {
		const tab = new Tab(this);
		this.tabs.push(tab);
		await this.run(() => tab.start());
		return tab;
	}

	/** Closed by the system, at whatever it awaited. */
	killTab(tab: Tab): void {
		this.tabs = this.tabs.filter((held) => held !== tab);
		tab.kill();
		this.lock.giveBack(tab);
		this.uploadLock.giveBack(tab);
	}

	async signIn(account: AccountView, token: string): Promise<void> {
		this.token = token;
		await this.front!.device.present.signIn(account);
		await this.#noticed();
	}

	async signOut(): Promise<void> {
		this.token = null;
		await this.front!.device.present.signOut();
		await this.#noticed();
	}

	/** The tab in front knows at once who is there now, the others notice in a while. */
	async #noticed(): Promise<void> {
		// A connection lost in between is opened again by the next look, as a live query does.
		await this.front!.followOwner().catch(() => this.front?.followOwner());
		for (const tab of this.tabs) {
			if (tab === this.front) continue;
			this.scheduler.after(
				this.rng.int(0, 8_000),
				() => void tab.followOwner().catch(() => undefined),
				this.process,
			);
		}
	}

	/** The browser clears the disk under open tabs. */
	evict(): void {
		this.storage.evict();
		for (const tab of this.tabs) tab.loseConnection();
	}
}
