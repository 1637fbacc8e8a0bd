import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { RequestedRecordInput } from '#shared/protocol/requested-record.ts';
import type { RecordPort } from './ports.ts';

/** Everything that is held about a person as one file: fetched when it is asked for, and gone with the page. */
export class RecordFile {
	file = $state.raw<Blob | null>(null);
	/** Null: nothing is under way. */
	bytes = $state<number | null>(null);
	failure = $state<ErrorCode | null>(null);

	/** `request`: of whom, where it is not about who is signed in. */
	async fetch(load: () => Promise<RecordPort>, request?: RequestedRecordInput): Promise<void> {
		if (this.bytes !== null) return;
		this.bytes = 0;
		this.failure = null;
		const port = await load().catch(() => null);
		const onBytes = (bytes: number) => (this.bytes = bytes);
		const answer = await (request ? port?.requestedFile(request, onBytes) : port?.file(onBytes));
		this.bytes = null;
		if (answer?.ok) this.file = answer.value;
		else this.failure = answer?.error.code ?? 'network.offline';
	}

	/** It is about another person than the one who is asked for now. */
	forget(): void {
		this.file = null;
		this.failure = null;
	}
}
