import { goto } from '$app/navigation';
import { launchPath } from '#lib/app/install/launch-path.ts';

interface LaunchQueue {
	setConsumer(consume: (launch: { targetURL?: string }) => void): void;
}

/** The manifest asks for one window: a shortcut then arrives here. Going there by Kit keeps what is being typed. */
export function followLaunches(): void {
	const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
	let opened: string | null = performance.getEntriesByType('navigation')[0]?.name ?? null;
	launchQueue?.setConsumer(({ targetURL }) => {
		const path = targetURL ? launchPath(targetURL, location.origin, opened) : null;
		opened = null;
		// The app lives at the root of its address: nothing is to be resolved.
		// eslint-disable-next-line svelte/no-navigation-without-resolve
		if (path) void goto(path);
	});
}
