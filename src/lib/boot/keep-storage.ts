import type { EnrollmentStore } from '#lib/device/types.ts';

/**
 * Asks the browser, once and after the first draft, not to clear this site's storage when the phone runs full
 * (iOS otherwise deletes it after seven days without use). Asking earlier would be refused, or be asked of
 * somebody who only came to read.
 */
export function persistAfterFirstDraft(enrollments: EnrollmentStore): void {
	if (!navigator.storage?.persist) return;
	const stop = enrollments.watchNewest(1, ({ total }) => {
		if (total === 0) return;
		// After this call returns: the watcher may call before `stop` is assigned.
		queueMicrotask(() => stop());
		void navigator.storage.persist().catch(() => false);
	});
}
