import type { Looks } from '#shared/protocol/looks.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { RecordPort } from './ports.ts';

/** What the phone remembers first, what the server says as soon as it does. */
export class WatchedLooks {
	value = $state.raw<Looks | null>(null);
	isAsking = $state(false);
	failure = $state<ErrorCode | null>(null);

	async ask(load: () => Promise<RecordPort>, account: string): Promise<void> {
		this.isAsking = true;
		this.failure = null;
		const port = await load().catch(() => null);
		this.value ??= (await port?.keptLooks(account)) ?? null;
		const answer = await port?.looks(account);
		this.isAsking = false;
		if (answer?.ok) this.value = answer.value;
		else this.failure = answer?.error.code ?? 'network.offline';
	}
}
