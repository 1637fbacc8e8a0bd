/** Tells the browser that this can be installed. Not in the page itself: browsers then fetch it, and an icon, with the first screen. */
export function linkManifest(): void {
	const link = document.createElement('link');
	link.rel = 'manifest';
	link.href = '/manifest.webmanifest';
	link.crossOrigin = 'use-credentials';
	document.head.append(link);
}
