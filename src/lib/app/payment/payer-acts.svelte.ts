import type { Refusal } from '#shared/errors/refusal.ts';
import type { App } from '../app.ts';

export type PayerAct = 'cancel' | 'void' | 'again';

/** What a payer does about one order. What became of it is what the server saw; the record itself comes by sync. */
export class PayerActs {
	readonly #app: Pick<App, 'payer' | 'sync'>;
	acting = $state<PayerAct | null>(null);
	done = $state<PayerAct | null>(null);
	refusal = $state.raw<Refusal | null>(null);

	constructor(app: Pick<App, 'payer' | 'sync'>) {
		this.#app = app;
	}

	async act(kind: PayerAct, orderId: string): Promise<void> {
		if (this.acting) return;
		this.acting = kind;
		this.done = null;
		this.refusal = null;
		const payer = await this.#app.payer();
		const call = { cancel: payer.cancel, void: payer.void, again: payer.declareAgain }[kind];
		const answer = await call(orderId);
		if (!answer.ok) this.refusal = answer.error;
		// It may have been paid while somebody cancelled: then that is what the record shows.
		else if (kind !== 'cancel' || answer.value.state === 'cancelled') this.done = kind;
		await this.#app.sync.syncNow();
		this.acting = null;
	}
}
