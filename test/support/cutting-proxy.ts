/** A TCP proxy before PostgreSQL that cuts a connection at its COMMIT: before the server hears of it, or before the client hears the answer. */
import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

type Cut = 'before' | 'after' | null;

/** A Parse of the frontend protocol without a name, among the messages of a batch: its text between two NULs. */
function isCommit(data: Buffer): boolean {
	return data.includes('\0commit\0');
}

export interface CuttingProxy {
	url: string;
	/** Asked at each COMMIT. */
	decide: () => Cut;
	cuts: { before: number; after: number };
	close(): Promise<void>;
}

export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
	const { hostname, port } = new URL(target);
	const open = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(Number(port), hostname);
		for (const socket of [client, upstream]) {
			open.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => open.delete(socket));
		}
		const end = () => {
			client.destroy();
			upstream.destroy();
		};
		client.on('close', end);
		upstream.on('close', end);
		let isDeaf = false;
		client.on('data', (data) => {
			const cut = isCommit(data) ? proxy.decide() : null;
			if (cut) proxy.cuts[cut] += 1;
			if (cut === 'before') return end();
			if (cut === 'after') isDeaf = true;
			upstream.write(data);
		});
		// The server has answered, so it has committed: nobody hears it.
		upstream.on('data', (data) => (isDeaf ? end() : client.write(data)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const own = new URL(target);
	own.hostname = '127.0.0.1';
	own.port = String((server.address() as AddressInfo).port);
	const proxy: CuttingProxy = {
		url: own.href,
		decide: () => null,
		cuts: { before: 0, after: 0 },
		async close() {
			for (const socket of open) socket.destroy();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	return proxy;
}
