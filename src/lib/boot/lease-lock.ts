/**
 * One tab at a time where the browser has no Web Locks: a lease in localStorage, renewed while the work runs. A tab
 * that was killed with it in hand holds up nobody for longer than the lease. It may fail to keep two apart in rare
 * moments; the protocol takes every mutation once, so what is at stake is traffic.
 */
interface Lease {
	owner: string;
	untilMs: number;
}

const leaseMs = 15_000;
const renewMs = 5_000;
const lookAgainMs = 250;
/** Two tabs may write at the same moment: the one whose word is still there after this has it. */
const settleMs = 50;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function read(storage: Storage, key: string): Lease | null {
	try {
		const lease = JSON.parse(storage.getItem(key) ?? 'null') as Lease | null;
		// A clock that was set back must not leave a lease for years.
		return lease && lease.untilMs > Date.now() && lease.untilMs <= Date.now() + leaseMs ? lease : null;
	} catch {
		return null;
	}
}

/** Runs the work when no other tab does, or after `longestWaitMs` all the same. Rejects as the work does. */
export async function withLease(
	storage: Storage,
	key: string,
	longestWaitMs: number,
	work: () => Promise<void>,
): Promise<void> {
	const owner = crypto.randomUUID();
	const write = () => storage.setItem(key, JSON.stringify({ owner, untilMs: Date.now() + leaseMs }));
	for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += lookAgainMs) {
		const held = read(storage, key);
		if (held?.owner === owner) break;
		if (held) await pause(lookAgainMs);
		else {
			write();
			await pause(settleMs);
		}
	}
	const renewing = setInterval(write, renewMs);
	try {
		await work();
	} finally {
		clearInterval(renewing);
		if (read(storage, key)?.owner === owner) storage.removeItem(key);
	}
}
