import type { Answer } from '../app.ts';
import type { LegalHolds } from '../views.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { AuditPort } from './ports.ts';

/** What an auditor keeps from ending by itself, and lets go again. */
export class HoldDesk {
	readonly #port: () => Promise<AuditPort>;
	holds = $state.raw<LegalHolds | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	isBusy = $state(false);

	constructor(port: () => Promise<AuditPort>) {
		this.#port = port;
	}

	load(): Promise<boolean> {
		return this.#take((port) => port.holds());
	}

	/** Whether it was done. */
	place(accountId: string, reason: string): Promise<boolean> {
		return this.#take((port) => port.hold({ accountId, reason }));
	}

	lift(id: string, reason: string): Promise<boolean> {
		return this.#take((port) => port.lift({ id, reason }));
	}

	async #take(ask: (port: AuditPort) => Answer<LegalHolds>): Promise<boolean> {
		this.isBusy = true;
		this.refusal = null;
		const answer = await ask(await this.#port());
		this.isBusy = false;
		if (answer.ok) this.holds = answer.value;
		else this.refusal = answer.error;
		return answer.ok;
	}
}
