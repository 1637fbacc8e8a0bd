/** A volunteer's phone at a table: the real device room and engine, and the office's use cases behind a line that fails. */
import { SyncEngine } from '#lib/sync/engine.ts';
import type { DeviceDrives } from '#lib/device/sealing/drive-store.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import type { ExchangeReply, ExchangeRequest } from '#shared/protocol/exchange.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import { packExchange, unpackExchange } from '#shared/protocol/packed.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { err, ok, type Result } from '#shared/std/result.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readOwnKits } from '#server/usecase/drive/read-kits.usecase.ts';
import { exchange } from '#server/usecase/exchange/exchange.usecase.ts';
import { ExchangeEnvelope } from '#server/usecase/exchange/parse-mutations.ts';
import type { Services } from '#server/usecase/ports.ts';
import { anAccount, aPhone, wholeOutbox, type Phone } from '../../unit/device/phone.ts';

const passphrase = '操场边的三棵银杏树和一只猫';

/** `down`: nothing arrives. `lost`: the office does it and answers, and nobody hears. */
export type Line = 'whole' | 'down' | 'lost';

export class TablePhone {
	readonly phone: Phone = aPhone();
	readonly actor: AccountActor;
	readonly bugs: unknown[] = [];
	line: Line = 'whole';
	/** Its network is gone for good. */
	isBroken = false;
	/** It was told that it is not to collect any more. */
	hasHeardRevocation = false;
	drives!: DeviceDrives;
	readonly #services: Services;
	readonly #afterSending: (phone: TablePhone, records: string[]) => Promise<void>;
	#engine!: SyncEngine;

	constructor(
		services: Services,
		actor: AccountActor,
		afterSending: (phone: TablePhone, records: string[]) => Promise<void> = async () => {},
	) {
		this.#services = services;
		this.actor = actor;
		this.#afterSending = afterSending;
	}

	/** Signed in, as every phone of the volunteer's is. */
	async signIn(): Promise<this> {
		await this.phone.device.present.signIn(anAccount(this.actor.accountId));
		await this.#wire();
		return this;
	}

	async setUp(kit: DriveKit): Promise<this> {
		const vault = await this.phone.device.vault();
		await vault.heard([kit]);
		await vault.setUp(passphrase);
		return this;
	}

	/** The browser is closed and opened again; the vault is locked then. */
	async restart(): Promise<void> {
		this.phone.restart();
		await this.#wire();
	}

	/** The vault is opened, or made where this phone has none yet. */
	async open(kit: DriveKit): Promise<void> {
		if ((await this.phone.rows()).lock.length === 0) await this.setUp(kit);
		else await (await this.phone.device.vault()).unlock(passphrase);
	}

	async #wire(): Promise<void> {
		const { device } = this.phone;
		this.drives = await device.drives();
		this.#engine = new SyncEngine({
			store: await device.syncStore(this.actor.accountId),
			wire: { exchange: (request) => this.#exchange(request) },
			timer: { after: () => () => undefined },
			lock: { exclusively: (work) => work() },
			clock: { nowMs: () => this.phone.nowMs },
			random: systemRandom,
			onMoment: () => undefined,
			onFormer: () => undefined,
			isOut: () => false,
			onBug: (error) => this.bugs.push(error),
		});
	}

	get #lineNow(): Line {
		return this.isBroken ? 'down' : this.line;
	}

	async #exchange(request: ExchangeRequest): Promise<Result<ExchangeReply, Refusal>> {
		const reply = await this.#call(request);
		const records = request.mutations.map(({ record }) => record);
		if (records.length > 0) await this.#afterSending(this, records);
		return reply;
	}

	async #call(request: ExchangeRequest): Promise<Result<ExchangeReply, Refusal>> {
		const unheard = err({ code: 'network.offline' } as const);
		if (this.#lineNow === 'down') return unheard;
		try {
			const sent: unknown = JSON.parse(JSON.stringify(packExchange(request)));
			const call = { services: this.#services, actor: this.actor };
			const reply = await exchange({ ...call, request: ExchangeEnvelope.parse(unpackExchange(sent)) });
			return this.#lineNow === 'lost' ? unheard : ok(reply);
		} catch (error) {
			if (!(error instanceof RefusalError)) throw error;
			return err(error.refusal);
		}
	}

	/** A contact: what waits goes up, and what the office says of drives is heard, in either order. */
	async contact(hearsFirst: boolean): Promise<void> {
		if (hearsFirst) await this.#hear();
		await this.#engine.ask('person');
		if (!hearsFirst) await this.#hear();
	}

	async #hear(): Promise<void> {
		if (this.#lineNow !== 'whole') return;
		const kits = await readOwnKits({ services: this.#services, actor: this.actor });
		await (await this.phone.device.vault()).heard(kits);
		this.hasHeardRevocation ||= kits.some(({ state }) => state === 'revoked');
	}

	/** Everything that this phone could send, as the account's key opens it. */
	async waiting(): Promise<string> {
		const store = await this.phone.device.syncStore(this.actor.accountId);
		return JSON.stringify((await store.freeze(wholeOutbox)).mutations);
	}

	close(): void {
		this.phone.device.close();
	}
}
