import type { Answer } from '#lib/app/app.ts';
import type { PushKey, PushSubscriptionInput } from '#shared/protocol/push.ts';

/** The server's side of pushes; transport implements it. */
export interface PushServerPort {
	key(): Answer<PushKey>;
	subscribe(subscription: PushSubscriptionInput): Answer<null>;
	unsubscribe(endpoint: string): Answer<null>;
}

/** This browser's side of pushes; boot implements it. */
export interface BrowserPushPort {
	/** False where the browser has no pushes or runs no worker to show one, or the person once said no to this site. Never rejects. */
	canAsk(): Promise<boolean>;
	/** What this browser takes pushes by now; null when it takes none. Never rejects. */
	current(): Promise<PushSubscriptionInput | null>;
	/** Asks the person, then the browser's push service. `denied`: the person said no; `failed`: no service answered. */
	subscribe(key: string): Promise<PushSubscriptionInput | 'denied' | 'failed'>;
	/** This browser takes no more pushes, whoever sends them, also without a network. Never rejects. */
	drop(): Promise<void>;
	/** Whether the offer was put off on this phone. */
	isPutOff(): boolean;
	putOff(): void;
}
