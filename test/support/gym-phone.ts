/** One volunteer's phone at a table of a gym: the real rooms of the client, and the real wire to a real server. */
import { SyncEngine } from '#lib/sync/engine.ts';
import { createClient } from '#lib/transport/client.ts';
import { exchangeWire } from '#lib/transport/exchange-wire.ts';
import type { DeviceDrives } from '#lib/device/sealing/drive-store.ts';
import type { LocalDrive } from '#lib/device/sealing/drive-watch.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Signature } from '#shared/domain/signature/signature.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import { systemRandom } from '#shared/std/clock.ts';
import { aPhone } from '../unit/device/phone.ts';
import { undertaking } from './drive-flow.ts';
import { consent } from './flow-world.ts';
import type { Caller } from './server-under-test.ts';

const passphrase = '操场边的三棵银杏树和一只猫';

/** `lost`: the server takes it and answers, and nobody hears. */
export type Line = 'whole' | 'down' | 'lost';

export interface GymStudent {
	fields: DraftFields;
	college: string;
	signature: Signature | null;
}

export class GymPhone {
	readonly phone = aPhone();
	readonly bugs: unknown[] = [];
	line: Line = 'whole';
	/** Exchanges that reached the server. */
	exchanges = 0;
	kit!: DriveKit;
	drives!: DeviceDrives;
	readonly #caller: Caller;
	#account!: AccountView;
	#engine!: SyncEngine;

	constructor(caller: Caller) {
		this.#caller = caller;
	}

	/** Signed in, the undertaking signed, the vault set up: everything that wants a network. */
	async join(token: string): Promise<this> {
		const joined = await this.#caller.mutate('drive.join', { token, undertaking });
		if (joined.status !== 200) throw new Error(`joining was refused: ${joined.code}`);
		this.kit = joined.data;
		this.#account = (await this.#caller.query('account.me')).data;
		await this.phone.device.present.signIn(this.#account);
		const vault = await this.phone.device.vault();
		await vault.heard([this.kit]);
		await vault.setUp(passphrase);
		await this.#wire();
		return this;
	}

	/** The browser is closed and opened again: a new engine, the vault locked. */
	async restart(): Promise<void> {
		this.phone.restart();
		await this.#wire();
	}

	async unlock(): Promise<void> {
		await (await this.phone.device.vault()).unlock(passphrase);
	}

	async #wire(): Promise<void> {
		const { device } = this.phone;
		this.drives = await device.drives();
		const url = `${this.#caller.url}/api/trpc`;
		this.#engine = new SyncEngine({
			store: await device.syncStore(this.#account.id),
			wire: exchangeWire(createClient({ url, fetch: (to, init) => this.#send(String(to), init) })),
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

	async #send(to: string, init: RequestInit = {}): Promise<Response> {
		if (this.line === 'down') throw new TypeError('no network');
		const response = await this.#caller.send(to.slice(this.#caller.url.length), init);
		this.exchanges += 1;
		if (this.line === 'whole') return response;
		await response.arrayBuffer();
		throw new TypeError('the connection was lost');
	}

	/** 立即同步, until it rests; the phase that it rests in. */
	async sync(): Promise<string> {
		await this.#engine.ask('person');
		return this.#engine.status.phase;
	}

	/** As the screens do it: begun, consent, filled in, signed, confirmed before a witness; the record's id. */
	async enter({ fields, college, signature }: GymStudent): Promise<string> {
		const { id } = await this.drives.begin(this.kit.drive.id, college);
		await this.drives.edit(id, { consent });
		await this.drives.edit(id, { fields, schoolConfirmed: true });
		if (signature) await this.drives.edit(id, { signature });
		await this.drives.handOver(id, { kind: 'on-this-phone', witness: '李老师' });
		return id;
	}

	/** What the volunteer sees of the drive. */
	seen(): Promise<LocalDrive> {
		return new Promise((resolve) => {
			const stop = this.drives.watch(this.kit.drive.id, (drive) => {
				queueMicrotask(() => stop());
				resolve(drive);
			});
		});
	}

	close(): void {
		this.phone.device.close();
	}
}
