/**
 * The processor's time that the server and PostgreSQL take for what is asked of them: of all figures here the one that other work on
 * the machine does not change. Read from Linux's own counts; elsewhere there are none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import type { Office } from './office.ts';

/** Linux counts in hundredths of a second, whatever the kernel's own beat is. */
const msPerTick = 10;

export interface ProcessorMs {
	server: number;
	postgres: number;
}

interface Counted {
	parent: number;
	ownMs: number;
	/** Of its children that have ended. */
	endedMs: number;
}

function countedOf(pid: number): Counted | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name stands in brackets and may hold anything.
		const fields = text
			.slice(text.lastIndexOf(')') + 2)
			.split(' ')
			.map(Number);
		return {
			parent: fields[1]!,
			ownMs: (fields[11]! + fields[12]!) * msPerTick,
			endedMs: (fields[13]! + fields[14]!) * msPerTick,
		};
	} catch {
		// It has just ended: its parent counts it.
		return null;
	}
}

async function takenSoFar({ database, pid }: Office): Promise<ProcessorMs> {
	const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.owner);
	const postmaster = countedOf(rows[0]!.pid)?.parent;
	const server = countedOf(pid);
	if (postmaster === undefined || !server) return { server: NaN, postgres: NaN };
	let postgres = 0;
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const counted = countedOf(Number(name));
		if (counted && counted.parent === postmaster) postgres += counted.ownMs;
		if (counted && Number(name) === postmaster) postgres += counted.ownMs + counted.endedMs;
	}
	return { server: server.ownMs, postgres };
}

/** What `work` comes to, and what it took of the processor. */
export async function withProcessorTime<T>(
	office: Office,
	work: () => Promise<T>,
): Promise<{ result: T; taken: ProcessorMs }> {
	const before = await takenSoFar(office);
	const result = await work();
	const after = await takenSoFar(office);
	const taken = { server: after.server - before.server, postgres: after.postgres - before.postgres };
	return { result, taken };
}
