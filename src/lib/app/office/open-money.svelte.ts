import type { Refusal } from '#shared/errors/refusal.ts';
import type { HeldCase, LeaveOpenInput, Left, MoneyQueue } from '#shared/protocol/money.ts';
import type { Answer } from '../app.ts';
import type { MoneyPort } from './ports.ts';
import { Question } from '../question.svelte.ts';

export type OpenFilter = 'now' | 'left' | 'refunds';

/** The money that waits for a clerk, and what is done about it. Every act is followed by a new look. */
export class OpenMoney {
	readonly #money: MoneyPort;
	readonly question = new Question<MoneyQueue>();
	only = $state<OpenFilter>('now');
	isActing = $state(false);
	refusal = $state.raw<Refusal | null>(null);

	constructor(money: MoneyPort) {
		this.#money = money;
	}

	readonly held: HeldCase[] = $derived.by(() => {
		const all = this.question.value?.held ?? [];
		if (this.only === 'refunds') return all.filter(({ isRefundDue }) => isRefundDue);
		return this.#chosen(all.filter(({ isRefundDue }) => !isRefundDue));
	});
	readonly rows = $derived.by(() => this.#chosen(this.question.value?.rows ?? []));
	readonly missingThere = $derived.by(() => this.#chosen(this.question.value?.missingThere ?? []));

	#chosen<T extends { left: Left }>(items: T[]): T[] {
		if (this.only === 'refunds') return [];
		return items.filter(({ left }) => (left !== null) === (this.only === 'left'));
	}

	look(): Promise<void> {
		return this.question.ask(() => this.#money.queue());
	}

	assign(strayId: string, serial: string): Promise<boolean> {
		return this.#act(() => this.#money.assign(strayId, serial));
	}

	refund(strayId: string): Promise<boolean> {
		return this.#act(() => this.#money.refund(strayId));
	}

	leave(left: LeaveOpenInput): Promise<boolean> {
		return this.#act(() => this.#money.leave(left));
	}

	lookAgain(statementId: string, line: number): Promise<boolean> {
		return this.#act(() => this.#money.lookAgain(statementId, line));
	}

	/** True: it was done. Whatever was answered, what is shown may be out of date. */
	async #act(call: () => Answer<null>): Promise<boolean> {
		if (this.isActing) return false;
		this.isActing = true;
		this.refusal = null;
		const answer = await call();
		if (!answer.ok) this.refusal = answer.error;
		await this.look();
		this.isActing = false;
		return answer.ok;
	}
}
