import type { Inbox } from '#lib/app/app.ts';

/**
 * Who looks at a record's page has been told of it: its notices count as read, also those that arrive
 * meanwhile, as long as the page is in sight and not in a tab behind.
 */
export function readOnSight(inbox: Inbox, recordId: () => string): void {
	let isInSight = $state(document.visibilityState === 'visible');
	$effect(() => {
		const look = () => (isInSight = document.visibilityState === 'visible');
		document.addEventListener('visibilitychange', look);
		return () => document.removeEventListener('visibilitychange', look);
	});
	$effect(() => {
		// Lost storage is reported by the command that needs it; here the number merely stays.
		if (isInSight && inbox.unread > 0) void inbox.markRead(recordId()).catch(() => undefined);
	});
}
