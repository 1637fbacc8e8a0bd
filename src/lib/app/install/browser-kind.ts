/** What kind of browser this is, where no feature tells: which words and pictures fit, and what it does with storage. */
export type BrowserKind = 'wechat' | 'ios' | 'android' | 'desktop';

interface Looks {
	userAgent: string;
	/** An iPad says that it is a Mac; no Mac has a touch screen. */
	maxTouchPoints: number;
}

export function browserKindOf({ userAgent, maxTouchPoints }: Looks): BrowserKind {
	if (/MicroMessenger/i.test(userAgent)) return 'wechat';
	if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return 'ios';
	if (/Android|HarmonyOS|OpenHarmony/i.test(userAgent)) return 'android';
	return 'desktop';
}

/** WebKit clears what a site's scripts have stored after this many days of use of the browser without a visit. */
export const evictionDays = 7;

/** On iOS every browser is WebKit; it spares what stands on the home screen. WeChat there is WebKit too. */
export function clearsUnused({ userAgent, maxTouchPoints }: Looks, isInstalled: boolean): boolean {
	if (isInstalled) return false;
	const isSafari = /Macintosh/.test(userAgent) && /Version\/[\d.]+ .*Safari/.test(userAgent);
	return (
		browserKindOf({ userAgent: userAgent.replace(/MicroMessenger/i, ''), maxTouchPoints }) === 'ios' ||
		isSafari
	);
}
