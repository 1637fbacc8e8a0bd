const pollMs = 60_000;
/** A stream may look open over a dead line, or a poke get lost: a page that hears nothing asks all the same. */
const pollWhileLiveMs = 300_000;

/**
 * Moments at which it is worth asking the server: the network came back, the page came to the front, the
 * worker woke us, and while visible each minute, or every five where `isLive` (pokes arrive). Returns how to stop.
 */
export function watchSignals(onSignal: () => void, isLive: () => boolean): () => void {
	const onVisible = () => {
		if (document.visibilityState === 'visible') onSignal();
	};
	const onMessage = (event: MessageEvent) => {
		if ((event.data as { type?: unknown } | null)?.type === 'campuscover-sync') onSignal();
	};
	addEventListener('online', onSignal);
	addEventListener('focus', onSignal);
	document.addEventListener('visibilitychange', onVisible);
	navigator.serviceWorker?.addEventListener('message', onMessage);
	let quietMs = 0;
	const timer = setInterval(() => {
		quietMs += pollMs;
		if (document.visibilityState !== 'visible' || (isLive() && quietMs < pollWhileLiveMs)) return;
		quietMs = 0;
		onSignal();
	}, pollMs);
	return () => {
		removeEventListener('online', onSignal);
		removeEventListener('focus', onSignal);
		document.removeEventListener('visibilitychange', onVisible);
		navigator.serviceWorker?.removeEventListener('message', onMessage);
		clearInterval(timer);
	};
}

/** Moments to ask for what needs no account (the business date), and the moment when the network goes. */
export function watchContact(onContact: () => void, onOffline: () => void): void {
	addEventListener('online', onContact);
	addEventListener('offline', onOffline);
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') onContact();
	});
}
