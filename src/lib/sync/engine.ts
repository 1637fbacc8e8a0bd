/*
 * The sync engine: a bounded state machine without clock, network, storage or timers of its own.
 *
 *            ask                      nothing left
 *   idle ───────────▶ syncing ───────────────────────────▶ idle
 *                     │  ▲  └─ more: freeze → exchange → apply, at most `rounds` times
 *      refused, lost  │  │ timer · online · focus · the person
 *                     ▼  │
 *        offline | captive | failing | full | lost ── waits 0.1 s, ¼ s, 2 s … 5 min, jittered; nothing is dropped
 *                     │
 *                401  └──▶ signed-out ── waits for the person
 *
 * Why a repeat is harmless: numbers are on disk before a batch leaves, each entry is the same bytes until its
 * answer is on disk, and the server takes each (device, number) once.
 */
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { syncLimits } from './limits.ts';
import type { Batch, SyncPorts } from './ports.ts';
import { Runner, type Ending, type Reason, type RunnerStatus } from './runner.ts';
import { numberingRefusal, verdictOf } from './verdict.ts';

export type EngineStatus = RunnerStatus<'syncing'>;

type Outcome = 'done' | 'more' | Refusal;

const half = (batch: Batch) => Math.max(1, Math.floor(batch.mutations.length / 2));

export class SyncEngine {
	readonly #ports: SyncPorts;
	readonly #runner: Runner<'syncing'>;
	#status: EngineStatus = { phase: 'idle', nextTryAtMs: null };
	#listeners = new Set<(status: EngineStatus) => void>();
	#heals = 0;
	#batchLimit: number = syncLimits.mutations;
	/** The phone's records were compared with the server's since the app was opened, or since the person asked. */
	#isChecked = false;
	/** What the server was told last of what stays unsent. */
	#saidUnsent = '';

	constructor(ports: SyncPorts) {
		this.#ports = ports;
		this.#runner = new Runner({
			ports,
			busy: 'syncing',
			run: () => this.#rounds(),
			show: (status) => this.#set(status),
		});
	}

	get status(): EngineStatus {
		return this.#status;
	}

	/** Calls at every change of status. Returns how to stop. */
	onStatus(listener: (status: EngineStatus) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Resolves when the run that answers this ask has ended, well or not. Never rejects. */
	ask(reason: Reason): Promise<void> {
		if (reason === 'person') this.#isChecked = false;
		return this.#runner.ask(reason);
	}

	/** No exchange starts after this; resolves when the one under way has ended. */
	stop(): Promise<void> {
		return this.#runner.stop();
	}

	async #rounds(): Promise<Ending<'syncing'>> {
		this.#heals = 0;
		for (let round = 0; round < syncLimits.rounds; round++) {
			if (this.#runner.isStopped) return 'done';
			this.#runner.takeAsk();
			const outcome = await this.#round();
			if (typeof outcome === 'object') return outcome;
			if (outcome === 'done' && !this.#runner.takeAsk()) return 'done';
		}
		return { code: 'server.unavailable' };
	}

	async #round(): Promise<Outcome> {
		const { store, wire, clock } = this.#ports;
		const batch = await store.freeze({ mutations: this.#batchLimit, bytes: syncLimits.bytes });
		const { device, account, firstSequence, mutations, cursor } = batch;
		if (mutations.length > 0) await store.setSending(clock.nowMs() + syncLimits.exchangeLeaseMs);
		const check = batch.check || !this.#isChecked;
		const unsent = `${batch.unsent.records} ${batch.unsent.files}`;
		const answer = await wire.exchange({
			version: protocolVersion,
			device,
			account,
			firstSequence,
			mutations,
			cursor,
			...(check ? { check } : {}),
			...(unsent === this.#saidUnsent ? {} : { unsent: batch.unsent }),
		});
		const refusal = answer.ok ? numberingRefusal(answer.value) : answer.error;
		if (refusal || !answer.ok) return this.#refused(refusal ?? { code: 'server.bug' }, batch);

		const reply = answer.value;
		this.#saidUnsent = unsent;
		if (reply.former && batch.isFresh) this.#ports.onFormer(reply.former);
		const { settled, scope, waits } = await store.apply(reply);
		if (scope) this.#isChecked = true;
		if (scope === 'off') this.#ports.onBug(new Error('the checksum does not fit'));
		this.#ports.onMoment(reply.moment);
		// A half answer settles nothing, or a page repeats itself: no hot loop, and nothing is lost by waiting.
		if (mutations.length > 0 && settled === 0) return { code: 'server.unavailable' };
		if (reply.more && reply.cursor === cursor) return { code: 'server.unavailable' };
		this.#batchLimit = Math.min(syncLimits.mutations, this.#batchLimit * 2);
		const isWhole = settled >= mutations.length && batch.remaining === 0;
		const heals = scope === 'heals' && ++this.#heals <= syncLimits.heals;
		// Everything was told without being asked for: whether it is all there is still to be asked.
		const isUnchecked = reply.full !== undefined && !check;
		return reply.more || !isWhole || heals || isUnchecked || waits ? 'more' : 'done';
	}

	async #refused(refusal: Refusal, batch: Batch): Promise<Outcome> {
		const { store } = this.#ports;
		await this.#endSending();
		const verdict = verdictOf(refusal);
		switch (verdict.kind) {
			case 'renumber':
				if (++this.#heals > syncLimits.heals) return { code: 'server.unavailable' };
				await store.renumberFrom(verdict.expected);
				return 'more';
			case 'renew':
				if (++this.#heals > syncLimits.heals) return { code: 'server.unavailable' };
				await store.renew();
				return 'more';
			case 'too-much':
				return this.#narrow(refusal, batch);
			default:
				// Too slow for so much at once: the first half of the same entries, under the same numbers.
				if (refusal.code === 'network.timeout') this.#batchLimit = half(batch);
				return refusal;
		}
	}

	/** The word "sending" ends by itself in a while: storage that fails here must not hide what the server said. */
	async #endSending(): Promise<void> {
		try {
			await this.#ports.store.setSending(null);
		} catch (error) {
			if (!(error instanceof RefusalError)) this.#ports.onBug(error);
		}
	}

	/** Halves the batch until the one entry that the server cannot read stands alone, and refuses that one. */
	async #narrow(refusal: Refusal, batch: Batch): Promise<Outcome> {
		const { store } = this.#ports;
		if (batch.mutations.length === 0) return { code: 'server.unavailable' };
		if (batch.mutations.length === 1) {
			await store.refuse(batch.firstSequence, refusal);
			return 'more';
		}
		await store.unfreeze();
		this.#batchLimit = half(batch);
		return 'more';
	}

	#set(status: EngineStatus): void {
		this.#status = status;
		for (const listener of this.#listeners) listener(status);
	}
}
