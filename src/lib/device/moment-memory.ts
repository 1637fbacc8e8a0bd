import { liveQuery } from 'dexie';
import type { ServerMoment } from '#shared/protocol/exchange.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';

/** The server's moment as last heard, with the device's time of hearing: nothing personal, kept in the open. */
export interface HeardMoment extends ServerMoment {
	heardAtMs: number;
}

export interface MomentMemory {
	/** `heardAtMs`: when it was heard; now, when absent. */
	keep(moment: ServerMoment, heardAtMs?: number): Promise<void>;
	watch(onChange: (moment: HeardMoment | null) => void): () => void;
}

const name = 'server-moment';

export function momentMemory(disk: Disk): MomentMemory {
	return {
		async keep(moment, heardAtMs = disk.clock.nowMs()) {
			const value: HeardMoment = { ...moment, heardAtMs };
			await onDisk(disk.db, () => disk.db.meta.put({ name, value }));
		},
		watch(onChange) {
			const subscription = liveQuery(() => disk.db.meta.get(name)).subscribe({
				next: (row) => onChange((row?.value as HeardMoment | undefined) ?? null),
				// Storage that does not open knows no moment; the commands report it.
				error: () => onChange(null),
			});
			return () => subscription.unsubscribe();
		},
	};
}
