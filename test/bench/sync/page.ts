/**
 * The phone's half of the adapter: the real rooms (device, sync, transport), without pages, drawn by nobody. What
 * the harness calls is `window.syncbench`; what it means is in the harness's own README.
 */
import { isOut, oneAtATime, pageTimer } from '#lib/boot/platform.ts';
import { openDevice, type Device } from '#lib/device/device.ts';
import { SyncEngine, type EngineStatus } from '#lib/sync/engine.ts';
import { createClient } from '#lib/transport/client.ts';
import { exchangeWire } from '#lib/transport/exchange-wire.ts';
import type { AccountView } from '#shared/protocol/account.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { uploadPhotos } from './photos.ts';

/** The harness's own made-up students. */
export interface Drafts {
	draftFields(i: number): Record<string, string>;
	photoBytes(i: number, size: number): Uint8Array<ArrayBuffer>;
}

/** What the bench's server has written into the page: who is signed in. */
interface Signed {
	account: AccountView;
	/** The session cookie, which in the product only the server's reply sets. */
	cookie: string;
}

const scheme = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };

/** Wires the rooms as boot does, and hands the harness its calls. */
export function installAdapter({ draftFields, photoBytes }: Drafts): void {
	const { signed } = globalThis as unknown as { signed: Signed };
	document.cookie = signed.cookie;
	const ids: string[] = [];
	let device: Device;
	let engine: SyncEngine;

	/** Asks once, as a person does; after a failure the engine's own back-off goes on, until all is done. */
	async function syncAll(): Promise<void> {
		const isDone = ({ phase }: EngineStatus) => phase === 'idle';
		await engine.ask('person');
		if (isDone(engine.status)) return;
		await new Promise<void>((resolve) => {
			const stop = engine.onStatus((status) => {
				if (!isDone(status)) return;
				stop();
				resolve();
			});
		});
	}

	const adapter = {
		async init() {
			device = openDevice({ clock: systemClock, random: systemRandom });
			await device.open();
			await device.present.signIn(signed.account);
			engine = new SyncEngine({
				store: await device.syncStore(signed.account.id),
				wire: exchangeWire(createClient()),
				timer: pageTimer,
				lock: oneAtATime('campuscover-sync'),
				clock: systemClock,
				random: systemRandom,
				isOut,
				onMoment: (moment) => void device.moment.keep(moment),
				onFormer: () => undefined,
				onBug: (error) => reportError(error),
			});
		},
		async createDrafts(n: number) {
			for (let i = 0; i < n; i++) {
				const draft = await device.enrollments.create({ ...scheme, fields: draftFields(i) });
				ids[i] = draft.id;
			}
		},
		syncNow: syncAll,
		pull: syncAll,
		async editOne(i: number, field: string, value: string) {
			await device.enrollments.edit(ids[i]!, { fields: { [field]: value } });
		},
		uploadPhotos: (count: number, size: number) =>
			uploadPhotos(
				device,
				signed.account.id,
				Array.from({ length: count }, (_, i) => photoBytes(i, size)),
			),
		async countLocal() {
			return (await device.enrollments.list()).length;
		},
	};
	Object.assign(globalThis, { syncbench: adapter });
}
