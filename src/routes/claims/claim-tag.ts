import type { LocalClaim } from '#lib/app/views.ts';
import { claimStateWords } from '#lib/i18n/claim-words.ts';
import { progressWords } from '#lib/ui/sync/progress-words.ts';

/** What the server says of it, but while something is still on its way from here. */
export function claimTag({ server, submission, progress }: LocalClaim) {
	const isSettled = !submission && (progress === 'accepted' || progress === 'uploaded');
	const state = server?.state ?? 'draft';
	return isSettled && state !== 'draft' ? claimStateWords[state] : progressWords[progress];
}
