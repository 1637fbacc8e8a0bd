/** Runs it now and, until it answers true, whenever the network or the person comes back. */
export async function untilDone(work: () => Promise<boolean>): Promise<void> {
	let isRunning = false;
	const attempt = async () => {
		if (isRunning) return;
		isRunning = true;
		const isDone = await work().catch(() => false);
		isRunning = false;
		if (!isDone) return;
		removeEventListener('online', onEvent);
		document.removeEventListener('visibilitychange', onEvent);
	};
	const onEvent = () => void attempt();
	addEventListener('online', onEvent);
	document.addEventListener('visibilitychange', onEvent);
	await attempt();
}
