import { createServer } from 'node:net';

/** Free TCP ports on the loopback address, all different. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from(
			{ length: count },
			() =>
				new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
					const server = createServer();
					server.on('error', reject);
					server.listen(0, '127.0.0.1', () => resolve(server));
				}),
		),
	);
	return Promise.all(
		servers.map((server) => {
			const address = server.address();
			if (address === null || typeof address === 'string') throw new Error('no port');
			return new Promise<number>((resolve) => server.close(() => resolve(address.port)));
		}),
	);
}
