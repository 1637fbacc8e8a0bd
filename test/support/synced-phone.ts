/** A phone with the real engine and the real disk, whose wire is the office's use case: no network in between. */
import '../unit/device/phone.ts';
import { SyncEngine } from '#lib/sync/engine.ts';
import type { FormerStorage } from '#lib/sync/ports.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import type { ExchangeRequest } from '#shared/protocol/exchange.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { err, ok } from '#shared/std/result.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { ExchangeEnvelope } from '#server/usecase/exchange/parse-mutations.ts';
import { aPhone, anAccount, type Phone } from '../unit/device/phone.ts';
import type { World } from './flow-world.ts';

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export class SyncedPhone {
	readonly phone: Phone = aPhone();
	readonly requests: ExchangeRequest[] = [];
	readonly bugs: unknown[] = [];
	/** What it was told of a storage that this browser had before. */
	readonly formers: FormerStorage[] = [];
	/** The value of the browser's cookie, which outlives its storage. */
	browser: string | null = null;
	/** The office that it reaches; another one after a restore. */
	world: World;
	readonly actor: AccountActor;
	#engine: SyncEngine | null = null;

	constructor(world: World, actor: AccountActor) {
		this.world = world;
		this.actor = actor;
	}

	get drafts() {
		return this.phone.device.enrollments;
	}

	/** Opens the app: signed in, with an engine of its own. */
	async open(account: AccountView = anAccount(this.actor.accountId)): Promise<this> {
		await this.phone.device.present.signIn(account);
		this.#engine = new SyncEngine({
			store: await this.phone.device.syncStore(this.actor.accountId),
			wire: {
				exchange: async (request) => {
					this.requests.push(throughJson(request));
					const parsed = ExchangeEnvelope.parse(throughJson(request));
					try {
						const { actor, browser } = this;
						const call = { services: this.world.services, actor, request: parsed, browser };
						return ok(throughJson(await exchange(call)));
					} catch (error) {
						if (error instanceof RefusalError) return err(error.refusal);
						throw error;
					}
				},
			},
			timer: { after: () => () => undefined },
			lock: { exclusively: (work) => work() },
			clock: { nowMs: () => this.phone.nowMs },
			random: systemRandom,
			onMoment: () => undefined,
			onFormer: (former) => this.formers.push(former),
			isOut: () => false,
			onBug: (error) => this.bugs.push(error),
		});
		return this;
	}

	/** 立即同步, until it rests; the phase that it rests in. */
	async sync(): Promise<string> {
		await this.#engine!.ask('person');
		return this.#engine!.status.phase;
	}

	close(): void {
		this.phone.device.close();
	}
}
