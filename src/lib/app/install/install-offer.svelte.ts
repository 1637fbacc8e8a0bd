import type { InstallOffer } from '#lib/app/app.ts';
import type { BrowserInstallPort } from './ports.ts';

/** Offers the home screen where it can be had: by the browser's own question, else by a guide with pictures. */
export class InstallController implements InstallOffer {
	readonly #browser: BrowserInstallPort;
	#state = $state<InstallOffer['state']>('hidden');

	constructor(browser: BrowserInstallPort) {
		this.#browser = browser;
	}

	get state(): InstallOffer['state'] {
		return this.#state;
	}

	get isInstalled(): boolean {
		return this.#browser.isInstalled();
	}

	get canPrompt(): boolean {
		return this.#state !== 'done' && this.#browser.canPrompt();
	}

	look(): void {
		if (this.#state === 'done') return;
		this.#state = this.#found();
	}

	#found(): InstallOffer['state'] {
		if (this.#browser.isInstalled() || this.#browser.isPutOff()) return 'hidden';
		if (this.#browser.canPrompt()) return 'prompt';
		// A computer without the event has nothing that a student would look for; in WeChat the way is a browser first.
		return this.#browser.kind() === 'ios' || this.#browser.kind() === 'android' ? 'guide' : 'hidden';
	}

	async accept(): Promise<void> {
		if (!this.canPrompt) return;
		const answer = await this.#browser.prompt();
		if (answer === 'accepted') this.#state = 'done';
		else this.putOff();
	}

	putOff(): void {
		this.#browser.putOff();
		this.#state = 'hidden';
	}
}
