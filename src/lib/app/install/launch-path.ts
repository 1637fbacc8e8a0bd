/**
 * Where a launch from the home screen leads in an app that is open already; null for the icon itself, which only brings
 * the page to the front as it was left, and for the launch that opened the page.
 */
export function launchPath(target: string, origin: string, opened: string | null): string | null {
	const url = new URL(target, origin);
	if (url.origin !== origin || url.href === opened) return null;
	const path = url.pathname + url.search + url.hash;
	return path === '/' ? null : path;
}
