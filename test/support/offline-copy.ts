import type { Screen } from './engines/screen.ts';

/** Waits until the whole app is on the phone, and asks for it, where a person would put the phone away. */
export async function wholeCopy(page: Pick<Screen, 'evaluate'>): Promise<void> {
	const isWhole = await page.evaluate(async () => {
		const within = <T>(what: Promise<T>, or: string) =>
			Promise.race([what, new Promise<string>((resolve) => setTimeout(resolve, 40_000, or))]);
		const registration = await within(navigator.serviceWorker.ready, 'no worker came');
		if (typeof registration === 'string') return registration;
		const { port1, port2 } = new MessageChannel();
		const told = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data as unknown)));
		registration.active!.postMessage({ type: 'KEEP' }, [port2]);
		return within(told, 'the worker did not answer');
	});
	if (isWhole !== true) throw new Error(`the app could not be kept on the phone: ${String(isWhole)}`);
}
