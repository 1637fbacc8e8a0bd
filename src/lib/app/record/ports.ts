import type { Answer } from '#lib/app/app.ts';
import type { Looks } from '#shared/protocol/looks.ts';

export interface RecordPort {
	/** As it was heard last on this phone; null: never. Never rejects. */
	keptLooks(account: string): Promise<Looks | null>;
	/** Who looked at one's own records; kept on this phone. */
	looks(account: string): Answer<Looks>;
}
