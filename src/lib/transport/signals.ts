const pollMs = 60_000;

/**
 * Moments at which it is worth asking the server: the network came back, the page came to the front, the
 * worker woke us, and each minute while visible unless `isLive` (pokes arrive). Returns how to stop.
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
	const timer = setInterval(() => {
		if (document.visibilityState === 'visible' && !isLive()) onSignal();
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
