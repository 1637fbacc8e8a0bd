import type { SyncStatus } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { clockTime } from '#lib/i18n/time-words.ts';

/** The one sentence of the neutral bar; null when there is nothing worth a word (nothing unsent, never synced). */
export function statusSentence(status: SyncStatus, isKept: boolean): string | null {
	switch (status.phase) {
		case 'offline':
			return isKept ? m.sync_offline() : m.sync_offline_page();
		case 'captive':
			return m.sync_captive();
		case 'failing':
			return m.sync_failing();
		case 'full':
			return m.sync_full();
		case 'lost':
			return m.sync_lost();
		case 'outdated':
			return m.sync_outdated();
		case 'syncing':
			return m.sync_syncing();
		case 'signed-out':
			if (status.unsent === 0) return null;
			return isKept ? m.sync_signed_out() : m.sync_signed_out_page();
		case 'idle':
			if (status.lastSyncAtMs !== null) return m.sync_last({ time: clockTime(status.lastSyncAtMs) });
			return status.unsent > 0 ? m.sync_never() : null;
	}
}
