/**
 * The embedded database is one process's: a second one on the same folder would write over the first. Whoever
 * listens on the folder's socket has it. A process that was killed leaves the socket's file, on which nobody
 * answers; a number of a process would not tell, since numbers are given out again.
 */
import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export class DatabaseInUseError extends Error {
	override name = 'DatabaseInUseError';
	constructor() {
		super('the embedded database under DATA_DIR is open in another process: stop that one first');
	}
}

/** A socket's address must fit into 108 bytes, of which macOS gives 104. */
const mostBytes = 100;

function socketOf(folder: string): string {
	const beside = `${path.resolve(folder)}.lock`;
	if (process.platform !== 'win32' && Buffer.byteLength(beside) <= mostBytes) return beside;
	const name = `campuscover-${createHash('sha256').update(beside).digest('hex').slice(0, 16)}`;
	return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), name);
}

/** Takes the folder; the function that comes back gives it free. Rejects with DatabaseInUseError. */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
	const socket = socketOf(folder);
	let server = await listen(socket);
	if (!server && !(await isAnswered(socket))) {
		await unlink(socket).catch(() => undefined);
		server = await listen(socket);
	}
	if (!server) throw new DatabaseInUseError();
	const held = server;
	return () => new Promise((resolve) => held.close(() => resolve()));
}

/** Null when the address is taken. */
function listen(socket: string): Promise<Server | null> {
	return new Promise((resolve, reject) => {
		const server = createServer((caller) => caller.destroy());
		server.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
		);
		server.listen(socket, () => resolve(server.unref()));
	});
}

function isAnswered(socket: string): Promise<boolean> {
	return new Promise((resolve) => {
		const caller = connect(socket);
		caller.once('connect', () => resolve(true)).once('error', () => resolve(false));
		caller.once('close', () => caller.destroy());
	});
}
