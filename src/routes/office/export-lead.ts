import { exportOpenMs } from '#shared/domain/roster/export.ts';
import type { ExportCardHead } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { fullTime } from '#lib/i18n/time-words.ts';

/** When what is in the file was read; one that is made is open from then on. */
export const madeAtMs = ({ takenAtMs, expiresAtMs }: ExportCardHead) =>
	takenAtMs ?? expiresAtMs - exportOpenMs;

/** Whose copy a file is, above its rows: what it holds, who took it, when, why, and the fingerprint that the audit has too. */
export function exportLead(what: string, card: ExportCardHead): string[] {
	return [
		what,
		m.outcome_file_who({ tail: card.askedBy, time: fullTime(madeAtMs(card)) }),
		...(card.judgedBy === null ? [] : [m.outcome_file_second({ tail: card.judgedBy })]),
		m.outcome_file_why({ reason: card.reason }),
		m.outcome_file_mark({ mark: card.fingerprint ?? '' }),
	];
}
