import { browserKindOf } from '#lib/app/install/browser-kind.ts';
import type { BrowserPushPort } from '#lib/app/notice/ports.ts';
import type { PushSubscriptionInput } from '#shared/protocol/push.ts';

const putOffName = 'campuscover.push-put-off';
const putOffMs = 30 * 86_400_000;

/** Not `ready`, which waits for ever where no worker was ever registered. */
async function manager(): Promise<PushManager | null> {
	const registration = await navigator.serviceWorker?.getRegistration();
	return registration?.pushManager ?? null;
}

function asInput(subscription: PushSubscription | null): PushSubscriptionInput | null {
	const { endpoint, keys } = subscription?.toJSON() ?? {};
	if (!endpoint || !keys?.p256dh || !keys.auth) return null;
	return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
}

/** A browser that finds no push service may look for one for minutes. */
const patienceMs = 15_000;
const afterPatience = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));

/** The Push API of this browser. */
export const browserPush: BrowserPushPort = {
	async canAsk() {
		// WeChat ends its pages with their window: nobody would be there to show anything.
		if (browserKindOf(navigator) === 'wechat' || !('PushManager' in globalThis)) return false;
		if (globalThis.Notification?.permission === 'denied') return false;
		return (await manager().catch(() => null)) !== null;
	},
	async current() {
		const held = await manager()
			.then((found) => found?.getSubscription())
			.catch(() => null);
		return asInput(held ?? null);
	},
	async subscribe(key) {
		try {
			if ((await Notification.requestPermission()) !== 'granted') return 'denied';
			const options = { userVisibleOnly: true, applicationServerKey: key };
			const asked = manager().then((found) => found?.subscribe(options));
			const made = await Promise.race([asked, afterPatience()]);
			if (made) return asInput(made) ?? 'failed';
			// What comes too late is not kept: the person was told that it failed.
			void asked.then((late) => late?.unsubscribe()).catch(() => undefined);
			return 'failed';
		} catch {
			// In mainland China many browsers find no push service: a fact, no fault.
			return 'failed';
		}
	},
	async drop() {
		const held = await manager()
			.then((found) => found?.getSubscription())
			.catch(() => null);
		await held?.unsubscribe().catch(() => false);
	},
	isPutOff() {
		try {
			return Date.now() - Number(localStorage.getItem(putOffName) ?? 0) < putOffMs;
		} catch {
			return false;
		}
	},
	putOff() {
		try {
			localStorage.setItem(putOffName, String(Date.now()));
		} catch {
			// Storage closed by the browser: put off for this visit.
		}
	},
};
