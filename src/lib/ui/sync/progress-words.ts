import type { RecordProgress } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

interface ProgressWords {
	name: () => string;
	meaning: () => string;
	tone: 'idle' | 'now' | 'done' | 'good' | 'warn';
}

/** 仅在本机 · 待上传 · 上传中 · 已上传 · 已受理, in the order that a record goes through them. */
export const progressWords: Record<RecordProgress, ProgressWords> = {
	'local-only': { name: m.sync_progress_local_only, meaning: m.sync_means_local_only, tone: 'idle' },
	waiting: { name: m.sync_progress_waiting, meaning: m.sync_means_waiting, tone: 'idle' },
	sending: { name: m.sync_progress_sending, meaning: m.sync_means_sending, tone: 'now' },
	uploaded: { name: m.sync_progress_uploaded, meaning: m.sync_means_uploaded, tone: 'done' },
	accepted: { name: m.sync_progress_accepted, meaning: m.sync_means_accepted, tone: 'good' },
	refused: { name: m.sync_progress_refused, meaning: m.sync_means_refused, tone: 'warn' },
};
