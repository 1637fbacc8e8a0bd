import { m } from '#lib/i18n/paraglide/messages.js';

const minuteSeconds = 60;

/** 75 → 1 分 15 秒 */
export function durationWords(seconds: number): string {
	return m.drive_duration({
		minutes: Math.floor(seconds / minuteSeconds),
		seconds: seconds % minuteSeconds,
	});
}
