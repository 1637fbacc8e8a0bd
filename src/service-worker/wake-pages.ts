/** Tells the open pages that the network is back: they hold the keys and the engine, the worker has neither. */
export async function wakePages(clients: Clients): Promise<void> {
	const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
	for (const page of pages) page.postMessage({ type: 'campuscover-sync' });
}
