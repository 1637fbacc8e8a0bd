import type { PushOffer } from '#lib/app/app.ts';
import type { BrowserPushPort, PushServerPort } from './ports.ts';

/** Offers pushes where they can be had, and keeps them with the person who asked for them. */
export class PushController implements PushOffer {
	readonly #server: PushServerPort;
	readonly #browser: BrowserPushPort;
	#state = $state<PushOffer['state']>('hidden');
	#key: string | null = null;

	constructor(server: PushServerPort, browser: BrowserPushPort) {
		this.#server = server;
		this.#browser = browser;
	}

	get state(): PushOffer['state'] {
		return this.#state;
	}

	async look(): Promise<void> {
		if (this.#state !== 'hidden' || this.#browser.isPutOff()) return;
		if (!(await this.#browser.canAsk()) || (await this.#browser.current())) return;
		const answer = await this.#server.key();
		this.#key = answer.ok ? answer.value.key : null;
		if (this.#key !== null) this.#state = 'offered';
	}

	async accept(): Promise<void> {
		if (this.#key === null || this.#state === 'asking') return;
		this.#state = 'asking';
		const made = await this.#browser.subscribe(this.#key);
		if (made === 'denied' || made === 'failed') {
			this.#state = made;
			return;
		}
		const answer = await this.#server.subscribe(made);
		// What the server does not know of would never ring: better none than one that looks as if it would.
		if (!answer.ok) await this.#browser.drop();
		this.#state = answer.ok ? 'on' : 'failed';
	}

	putOff(): void {
		this.#browser.putOff();
		this.#state = 'hidden';
	}

	/** The person who asked is still here: tells the server again, whose session may be a new one. */
	async renew(): Promise<void> {
		const current = await this.#browser.current();
		if (current) await this.#server.subscribe(current);
	}

	/** That person went: nobody after them hears of their enrollment on this phone. */
	async drop(): Promise<void> {
		this.#state = 'hidden';
		const current = await this.#browser.current();
		if (!current) return;
		await this.#browser.drop();
		await this.#server.unsubscribe(current.endpoint);
	}
}
