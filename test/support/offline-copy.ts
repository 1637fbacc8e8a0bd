import type { Screen } from './engines/screen.ts';

/** Waits until the whole app is on the phone, and asks for it, where a person would put the phone away. */
export async function wholeCopy(page: Pick<Screen, 'evaluate'>): Promise<void> {
	const isWhole = await page.evaluate(async () => {
		const { active } = await navigator.serviceWorker.ready;
		const { port1, port2 } = new MessageChannel();
		const told = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data as unknown)));
		active!.postMessage({ type: 'KEEP' }, [port2]);
		return told;
	});
	if (isWhole !== true) throw new Error('the app could not be kept on the phone');
}
