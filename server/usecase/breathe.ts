/**
 * Lets whoever waits come in between. The embedded database answers within the same turn of the event loop: work that asks
 * it again and again would hold up every request till it is done.
 */
export function breathe(): Promise<void> {
	return new Promise((resolve) => void setImmediate(resolve));
}
