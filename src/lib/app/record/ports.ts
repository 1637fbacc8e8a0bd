import type { Answer } from '#lib/app/app.ts';
import type { Looks } from '#shared/protocol/looks.ts';
import type { RequestedRecordInput } from '#shared/protocol/requested-record.ts';

export interface RecordPort {
	/** As it was heard last on this phone; null: never. Never rejects. */
	keptLooks(account: string): Promise<Looks | null>;
	/** Who looked at one's own records; kept on this phone. */
	looks(account: string): Answer<Looks>;
	/** Everything that the server holds about the person, as a zip file; not kept on this phone. `onBytes`: how much of it is here by now. */
	file(onBytes: (bytes: number) => void): Answer<Blob>;
	/** The same about somebody who asked the office for it; for reviewers. */
	requestedFile(request: RequestedRecordInput, onBytes: (bytes: number) => void): Answer<Blob>;
}
