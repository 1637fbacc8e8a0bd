/** The server's pokes: "something waits for you", without saying what. */
const retryMs = 60_000;

export interface Pokes {
	/** Whether the stream is open; while it is not, polling stands in. */
	isLive(): boolean;
	stop(): void;
}

/** Opens `/api/events`. The browser reconnects by itself; where it gave up (401, no stream) we try each minute. */
export function watchPokes(device: string, onPoke: () => void): Pokes {
	if (typeof EventSource === 'undefined') return { isLive: () => false, stop: () => undefined };
	let source: EventSource | null = null;
	let wasLost = false;
	const open = () => {
		source = new EventSource(`/api/events?device=${encodeURIComponent(device)}`);
		source.addEventListener('poke', onPoke);
		source.onopen = () => {
			// What happened while the line was down was poked to nobody.
			if (wasLost) onPoke();
			wasLost = false;
		};
		source.onerror = () => {
			wasLost = true;
		};
	};
	open();
	const timer = setInterval(() => {
		if (source?.readyState === EventSource.CLOSED) open();
	}, retryMs);
	return {
		isLive: () => source?.readyState === EventSource.OPEN,
		stop() {
			clearInterval(timer);
			source?.close();
		},
	};
}
