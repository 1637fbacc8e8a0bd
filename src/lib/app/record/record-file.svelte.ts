import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { RecordPort } from './ports.ts';

/** Everything that is held about a person as one file: fetched when they ask, and gone with the page. */
export class RecordFile {
	file = $state.raw<Blob | null>(null);
	/** Null: nothing is under way. */
	bytes = $state<number | null>(null);
	failure = $state<ErrorCode | null>(null);

	async fetch(load: () => Promise<RecordPort>): Promise<void> {
		if (this.bytes !== null) return;
		this.bytes = 0;
		this.failure = null;
		const port = await load().catch(() => null);
		const answer = await port?.file((bytes) => (this.bytes = bytes));
		this.bytes = null;
		if (answer?.ok) this.file = answer.value;
		else this.failure = answer?.error.code ?? 'network.offline';
	}
}
