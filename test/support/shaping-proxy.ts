/**
 * A slow, countable, breakable network on TCP level: one access link for each direction, shared first come first
 * served by all connections at a rate, half a round trip of delay each way, and one round trip for a new connection.
 * Not modelled: slow start, loss of single packets.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Line {
	downKbps?: number;
	upKbps?: number;
	rttMs?: number;
}

export const lines = {
	'slow 3G': { downKbps: 400, upKbps: 400, rttMs: 400 },
	'2g': { downKbps: 100, upKbps: 50, rttMs: 600 },
} satisfies Record<string, Line>;

const segmentBytes = 1460;
/** More than this much on its way, and the sender is told to wait, as a real line's buffer would. */
const longestQueueMs = 200;

/** One direction. */
class Link {
	#bytesPerMs = 0;
	#delayMs = 0;
	#freeAt = 0;
	#lastAt = 0;

	set(kbps: number | undefined, delayMs: number): void {
		this.#bytesPerMs = kbps ? kbps / 8 : 0;
		this.#delayMs = delayMs;
	}

	backlogMs(): number {
		return Math.max(0, this.#freeAt - performance.now());
	}

	/** When these bytes, sent now, have arrived. */
	arrival(bytes: number): number {
		const begin = Math.max(performance.now(), this.#freeAt);
		this.#freeAt = begin + (this.#bytesPerMs ? bytes / this.#bytesPerMs : 0);
		// Never before what was sent earlier, also when the line got faster meanwhile.
		this.#lastAt = Math.max(this.#lastAt, this.#freeAt + this.#delayMs);
		return this.#lastAt;
	}
}

export class ShapingProxy {
	readonly #targetPort: number;
	readonly #server: Server;
	readonly #up = new Link();
	readonly #down = new Link();
	readonly #pairs = new Set<() => void>();
	#rttMs = 0;
	#isOnline = true;
	#cut: { link: Link; bytesLeft: number } | null = null;
	/** Bytes that have come through, since the last `reset`. */
	counted = { up: 0, down: 0, connections: 0 };
	/** Called when `cutAfter` has come true. */
	onCut: () => void = () => undefined;

	constructor(targetPort: number) {
		this.#targetPort = targetPort;
		this.#server = createServer({ pauseOnConnect: true }, (client) => this.#accept(client));
	}

	/** The port it listens on. */
	async listen(): Promise<number> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return (this.#server.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		this.#drop();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	setLine({ downKbps, upKbps, rttMs = 0 }: Line): void {
		this.#rttMs = rttMs;
		this.#up.set(upKbps, rttMs / 2);
		this.#down.set(downKbps, rttMs / 2);
	}

	setOnline(isOnline: boolean): void {
		this.#isOnline = isOnline;
		if (!isOnline) this.#drop();
	}

	/** After so many bytes more to the phone, or from it, the network is gone, in the middle of whatever was on its way. */
	cutAfter(bytes: number, way: 'down' | 'up' = 'down'): void {
		this.#cut = { link: way === 'down' ? this.#down : this.#up, bytesLeft: Math.ceil(bytes) };
	}

	/** Online again, without a limit, counting from nothing. */
	reset(): void {
		this.counted = { up: 0, down: 0, connections: 0 };
		this.#cut = null;
		this.setOnline(true);
	}

	#drop(): void {
		for (const kill of this.#pairs) kill();
	}

	#accept(client: Socket): void {
		if (!this.#isOnline) return void client.destroy();
		const server = connect(this.#targetPort, '127.0.0.1');
		const kill = () => {
			this.#pairs.delete(kill);
			client.destroy();
			server.destroy();
		};
		this.#pairs.add(kill);
		this.counted.connections += 1;
		for (const socket of [client, server]) {
			socket.setNoDelay(true);
			socket.on('error', kill);
			socket.on('close', () => socket === client && kill());
		}
		this.#carry(client, server, this.#up, (bytes) => (this.counted.up += bytes));
		this.#carry(server, client, this.#down, (bytes) => (this.counted.down += bytes));
		setTimeout(() => client.resume(), this.#rttMs);
	}

	#carry(from: Socket, to: Socket, link: Link, count: (bytes: number) => void): void {
		const later = (at: number, run: () => void) => setTimeout(run, Math.max(0, at - performance.now()));
		from.on('data', (data) => {
			for (let at = 0; at < data.length; at += segmentBytes) {
				const segment = data.subarray(at, at + segmentBytes);
				later(link.arrival(segment.length), () => this.#deliver(segment, to, link, count));
			}
			if (link.backlogMs() <= longestQueueMs) return;
			from.pause();
			later(performance.now() + link.backlogMs() - longestQueueMs / 2, () => from.resume());
		});
		from.on('end', () => later(link.arrival(0), () => to.end()));
	}

	#deliver(segment: Buffer, to: Socket, link: Link, count: (bytes: number) => void): void {
		if (to.destroyed) return;
		const cut = this.#cut?.link === link ? this.#cut : null;
		const through = cut ? segment.subarray(0, cut.bytesLeft) : segment;
		count(through.length);
		to.write(through);
		if (!cut) return;
		cut.bytesLeft -= through.length;
		if (cut.bytesLeft > 0 || !this.#isOnline) return;
		this.setOnline(false);
		this.onCut();
	}
}
