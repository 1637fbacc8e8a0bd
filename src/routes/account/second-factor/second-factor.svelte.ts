/*
 * off ─▶ (begun: QR code) ─▶ codes, shown once ─▶ on
 * on ─▶ (renew) ─▶ codes        on ─▶ (switch off) ─▶ off
 */
import type { Answer, App } from '#lib/app/app.ts';
import type { SecondFactorKey, SecondFactorState } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { ErrorCode } from '#shared/errors/error-codes.ts';

type Wanted = 'renew' | 'switch-off';

export class SecondFactorPage {
	readonly #app: App;
	state = $state.raw<SecondFactorState | null>(null);
	/** The secret for the app, until its first code confirms it. */
	key = $state.raw<SecondFactorKey | null>(null);
	/** Shown this once, until the person has put them away. */
	codes = $state.raw<string[] | null>(null);
	/** What a code is asked for, where it is on. */
	wanted = $state<Wanted | null>(null);
	code = $state('');
	problem = $state<string | undefined>();
	refused = $state<ErrorCode | null>(null);
	isBusy = $state(false);

	constructor(app: App) {
		this.#app = app;
	}

	async load(): Promise<void> {
		const state = await this.#ask(async () => (await this.#app.secondFactor()).state());
		if (state) this.state = state;
	}

	async begin(): Promise<void> {
		const key = await this.#ask(async () => (await this.#app.secondFactor()).begin());
		if (key) this.key = key;
	}

	want(wanted: Wanted | null): void {
		this.wanted = wanted;
		this.#forget();
	}

	/** A code was typed: it confirms the app, or what is wanted. */
	async submit(): Promise<void> {
		const code = this.code;
		this.problem = code.trim().length < 6 ? m.account_second_error() : undefined;
		if (this.problem) return;
		const port = await this.#app.secondFactor();
		if (this.wanted === 'switch-off') {
			const isOff = await this.#ask(async () => {
				const answer = await port.switchOff(code);
				return answer.ok ? { ok: true, value: true } : answer;
			});
			if (isOff) await this.#changed();
			return;
		}
		const told = await this.#ask(() => (this.key ? port.confirm(code) : port.renewCodes(code)));
		if (!told) return;
		this.codes = told.codes;
		await this.#changed();
	}

	putAway(): void {
		this.codes = null;
	}

	async #changed(): Promise<void> {
		this.key = null;
		this.want(null);
		await this.load();
		await this.#app.session.refresh();
		// Where it is required, nothing went or came before.
		void this.#app.sync.syncNow();
	}

	#forget(): void {
		this.code = '';
		this.problem = undefined;
		this.refused = null;
	}

	/** Null where it was refused, which is kept to be shown. */
	async #ask<T>(call: () => Answer<T>): Promise<T | null> {
		if (this.isBusy) return null;
		this.isBusy = true;
		this.refused = null;
		const answer = await call();
		this.isBusy = false;
		if (answer.ok) return answer.value;
		this.refused = answer.error.code;
		return null;
	}
}
