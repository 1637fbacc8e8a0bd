/**
 * The number of unread notices on the app's icon, where the browser can. Nothing of it outlives the person: with
 * nobody signed in there are no notices, and the number goes.
 */
export function showUnread(count: number): void {
	const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
	// Not installed, or not allowed: the app itself shows the number too.
	shown?.catch(() => undefined);
}
