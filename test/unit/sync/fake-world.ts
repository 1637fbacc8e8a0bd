/** A world for the engine: a clock that jumps, a wire that answers as told, and an outbox in memory. */
import { SyncEngine } from '#lib/sync/engine.ts';
import type { Batch, SyncPorts } from '#lib/sync/ports.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { ExchangeReply, ExchangeRequest } from '#shared/protocol/exchange.ts';
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { Random } from '#shared/std/clock.ts';
import { err, ok, type Result } from '#shared/std/result.ts';

/** mulberry32: the same seed gives the same bytes. */
function seeded(seed: number): Random {
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) % 256;
	};
	return { bytes: (length) => Uint8Array.from({ length }, next) };
}

function aMutation(record: string): Mutation {
	return { kind: 'enrollment.remove', record, atMs: 1, body: {} };
}

interface Entry {
	mutation: Mutation;
	sequence: number | null;
}

export class World {
	nowMs = 1_000_000;
	device = 'device-1';
	nextSequence = 1;
	cursor: string | null = null;
	entries: Entry[] = [];
	refused: { mutation: Mutation; code: ErrorCode }[] = [];
	requests: ExchangeRequest[] = [];
	bugs: unknown[] = [];
	isFresh = false;
	/** The browser says that there is no network, and a look says so too. */
	isOut = false;
	formers: unknown[] = [];
	timer: { delayMs: number; run: () => void } | null = null;
	/** What storage says when the word "sending" is to end. */
	refuseToSetSending: Refusal | null = null;
	/** Answers in turn; when they run out, all is applied. */
	answers: ((request: ExchangeRequest) => Result<ExchangeReply, Refusal> | 'throw')[] = [];
	readonly engine: SyncEngine;

	constructor(seed = 1) {
		this.engine = new SyncEngine(this.#ports(seed));
	}

	add(...records: string[]): this {
		this.entries.push(...records.map((record) => ({ mutation: aMutation(record), sequence: null })));
		return this;
	}

	/** The answer of a server that takes everything. */
	taken(request: ExchangeRequest, part: Partial<ExchangeReply> = {}): Result<ExchangeReply, Refusal> {
		return ok({
			results: request.mutations.map((_, i) => ({
				sequence: request.firstSequence + i,
				status: 'applied' as const,
			})),
			changes: [],
			cursor: `c${this.requests.length}`,
			more: false,
			moment: { serverTimeMs: this.nowMs, businessDate: '2022-10-15', demo: true },
			...part,
		});
	}

	refuseNext(refusal: Refusal): this {
		this.answers.push(() => err(refusal));
		return this;
	}

	/** Lets the armed timer fire. */
	async passTime(): Promise<void> {
		const timer = this.timer!;
		this.timer = null;
		this.nowMs += timer.delayMs;
		timer.run();
		await this.engine.ask('work');
	}

	#frozen(): Entry[] {
		return this.entries.filter(({ sequence }) => sequence !== null);
	}

	#freeze(limit: number): Batch {
		const frozen = this.#frozen();
		const sent = (frozen.length > 0 ? frozen : this.entries).slice(0, limit);
		for (const entry of sent) entry.sequence ??= this.nextSequence++;
		return {
			account: 'account-a',
			device: this.device,
			firstSequence: sent[0]?.sequence ?? this.nextSequence,
			mutations: sent.map(({ mutation }) => mutation),
			cursor: this.cursor,
			remaining: this.entries.length - sent.length,
			check: false,
			unsent: { records: this.entries.length - sent.length, files: 0 },
			isFresh: this.isFresh,
		};
	}

	#unfreezeFrom(next: number): void {
		for (const entry of this.entries) entry.sequence = null;
		this.nextSequence = next;
	}

	#settle(sequences: Set<number>): number {
		const before = this.entries.length;
		this.entries = this.entries.filter(({ sequence }) => sequence === null || !sequences.has(sequence));
		return before - this.entries.length;
	}

	#ports(seed: number): SyncPorts {
		return {
			clock: { nowMs: () => this.nowMs },
			random: seeded(seed),
			lock: { exclusively: (work) => work() },
			timer: {
				after: (delayMs, run) => {
					this.timer = { delayMs, run };
					return () => (this.timer = null);
				},
			},
			onMoment: () => undefined,
			onFormer: (former) => this.formers.push(former),
			isOut: () => this.isOut && Promise.resolve(true),
			onBug: (error) => this.bugs.push(error),
			wire: {
				exchange: async (request) => {
					this.requests.push(structuredClone(request));
					const answer = this.answers.shift()?.(request) ?? this.taken(request);
					if (answer === 'throw') throw new Error('a bug in the wire');
					return answer;
				},
			},
			store: {
				freeze: async ({ mutations }) => this.#freeze(mutations),
				apply: async (reply) => {
					this.cursor = reply.cursor;
					return { settled: this.#settle(new Set(reply.results.map(({ sequence }) => sequence))) };
				},
				refuse: async (sequence, { code }) => {
					const entry = this.entries.find((each) => each.sequence === sequence)!;
					this.refused.push({ mutation: entry.mutation, code });
					this.entries = this.entries.filter((each) => each !== entry);
					this.#unfreezeFrom(sequence);
				},
				unfreeze: async () => this.#unfreezeFrom(this.#frozen()[0]?.sequence ?? this.nextSequence),
				renumberFrom: async (expected) => this.#unfreezeFrom(expected),
				renew: async () => {
					this.#unfreezeFrom(1);
					this.device = `${this.device}'`;
					this.cursor = null;
				},
				setSending: async (untilMs) => {
					const refusal = this.refuseToSetSending;
					if (refusal && untilMs === null) throw new RefusalError(refusal);
				},
			},
		};
	}
}
