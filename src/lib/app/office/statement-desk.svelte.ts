import type { Refusal } from '#shared/errors/refusal.ts';
import type { StatementResult } from '#shared/protocol/money.ts';
import type { StatementList } from '#shared/protocol/statement.ts';
import type { MoneyPort } from './ports.ts';
import { Question } from '../question.svelte.ts';

/** What a file may weigh: the server takes no more. */
const mostBytes = 20_000_000;
const againMs = 1_000;

/** Statements as a clerk sees them: uploaded, read, matched. */
export class StatementDesk {
	readonly #money: MoneyPort;
	readonly list = new Question<StatementList>();
	readonly result = new Question<StatementResult>();
	/** How much of the file has gone, 0 to 1; null: nothing is being uploaded. */
	sent = $state<number | null>(null);
	refusal = $state.raw<Refusal | null>(null);

	constructor(money: MoneyPort) {
		this.#money = money;
	}

	/** Answers with where the result is, and whether it was known before; null where it was refused. */
	async upload(file: Blob): Promise<{ id: string; isKnown: boolean } | null> {
		if (this.sent !== null) return null;
		this.refusal = null;
		if (file.size > mostBytes) {
			this.refusal = { code: 'request.too-large' };
			return null;
		}
		this.sent = 0;
		const answer = await this.#money.upload(file, (part) => (this.sent = part));
		this.sent = null;
		if (!answer.ok) this.refusal = answer.error;
		return answer.ok ? answer.value : null;
	}

	/** Follows the list while something in it is not done. Returns how to stop. */
	followList(): () => void {
		return following(async () => {
			await this.list.ask(() => this.#money.statements());
			return this.list.value?.statements.every(({ state }) => state === 'done') ?? false;
		});
	}

	/** Follows one statement until every row of it was looked at. Returns how to stop. */
	followResult(id: string): () => void {
		return following(async () => {
			await this.result.ask(() => this.#money.statement(id));
			return this.result.value?.statement.state === 'done';
		});
	}
}

/** Asks again and again until it is done, or stopped. */
function following(look: () => Promise<boolean>): () => void {
	let isStopped = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const again = async () => {
		const isDone = await look();
		if (!isDone && !isStopped) timer = setTimeout(() => void again(), againMs);
	};
	void again();
	return () => {
		isStopped = true;
		clearTimeout(timer);
	};
}
