/** The network between a phone and the office: what it does to requests and replies on their way. */
import type { Rng } from '../engine/rng.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Office, WireRequest, WireResponse } from '../house/office.ts';

/** Probabilities, and the longest way in ms. */
export interface NetworkFaults {
	lost: number;
	replyLost: number;
	duplicated: number;
	garbage: number;
	longestMs: number;
}

export const calmNetwork: NetworkFaults = { lost: 0, replyLost: 0, duplicated: 0, garbage: 0, longestMs: 50 };

const hourMs = 3_600_000;

export class Network {
	faults: NetworkFaults = calmNetwork;
	isDown = false;
	#isDamaged = false;
	/** Requests that are to come once more, later. */
	late = 0;
	readonly #scheduler: Scheduler;
	readonly #rng: Rng;
	readonly #office: Office;
	readonly #onReply: (request: WireRequest, response: WireResponse) => void;

	constructor(parts: {
		scheduler: Scheduler;
		rng: Rng;
		office: Office;
		/** Every reply that leaves the office, wherever it ends. */
		onReply(request: WireRequest, response: WireResponse): void;
	}) {
		this.#scheduler = parts.scheduler;
		this.#rng = parts.rng;
		this.#office = parts.office;
		this.#onReply = parts.onReply;
	}

	/** As `fetch` of a browser: rejects with TypeError, or hangs until the signal aborts. */
	async fetch(request: WireRequest, signal: AbortSignal | null): Promise<Response> {
		const { faults } = this;
		await this.#way(signal);
		if (this.isDown) throw new TypeError('no network');
		if (this.#rng.chance(faults.garbage)) {
			const foreign = this.#foreign();
			if (foreign) return foreign;
		}
		if (this.#rng.chance(faults.lost)) {
			this.#cut(request);
			return this.#hang(signal);
		}
		if (this.#rng.chance(faults.duplicated)) this.#again(request);
		const response = await this.#scheduler.rejoin(this.#deliver(this.#damaged(request)));
		await this.#way(signal);
		if (this.isDown || this.#rng.chance(faults.replyLost)) return this.#hang(signal);
		return this.#arrived(response);
	}

	/** A body of bytes is lost in the middle: some of it arrives. */
	#cut(request: WireRequest): void {
		const { body } = request;
		if (!(body instanceof Uint8Array)) return;
		void this.#deliver({ ...request, cutAt: this.#rng.int(0, body.byteLength) }).catch(() => undefined);
	}

	/** A byte arrives as another, once on each network: what checks each packet does not find everything. */
	#damaged(request: WireRequest): WireRequest {
		const { body } = request;
		if (!(body instanceof Uint8Array) || this.#isDamaged || !this.#rng.chance(this.faults.garbage)) {
			return request;
		}
		this.#isDamaged = true;
		const bytes = body.slice();
		bytes[this.#rng.int(0, bytes.length - 1)]! ^= 1;
		return { ...request, body: bytes };
	}

	async #deliver(request: WireRequest): Promise<WireResponse> {
		const response = await this.#office.handle(request);
		this.#onReply(request, response);
		return response;
	}

	/** The same bytes once more, up to an hour later: nobody waits for the answer. */
	#again(request: WireRequest): void {
		this.late += 1;
		const delayMs = this.#rng.int(0, this.#rng.chance(0.5) ? 2_000 : hourMs);
		const send = () =>
			void this.#deliver(request)
				.catch(() => undefined)
				.finally(() => (this.late -= 1));
		this.#scheduler.after(delayMs, send, this.#scheduler.world);
	}

	#arrived({ status, headers, text }: WireResponse): Response {
		const isCut = this.#rng.chance(this.faults.garbage / 2);
		const kept = isCut ? text.slice(0, this.#rng.int(0, text.length - 1)) : text;
		return new Response(kept, { status, headers });
	}

	/** What answers in a dormitory's network in the place of our server. */
	#foreign(): Response | null {
		const html = { 'content-type': 'text/html' };
		switch (this.#rng.int(0, 6)) {
			case 0:
				return new Response('<html>登录</html>', { status: 200, headers: html });
			case 1:
				return new Response('', { status: 302, headers: { location: 'http://portal.invalid/' } });
			case 2:
				return new Response('<html></html>', { status: 511, headers: html });
			case 3:
				return new Response('bad gateway', { status: 502, headers: { 'content-type': 'text/plain' } });
			case 4: {
				const headers = { ...html, 'retry-after': String(this.#rng.int(1, 120)) };
				return new Response('slow down', { status: 429, headers });
			}
			case 5:
				return new Response('{"error":"no', { status: 200, headers: { 'content-type': 'application/json' } });
			default:
				return null;
		}
	}

	async #way(signal: AbortSignal | null): Promise<void> {
		const { longestMs } = this.faults;
		// Most go fast; a few take all the time there is.
		const isSlow = this.#rng.chance(0.2);
		await this.#scheduler.sleep(this.#rng.int(5, Math.max(5, isSlow ? longestMs : longestMs / 20)));
		if (signal?.aborted) throw new TypeError('aborted');
	}

	#hang(signal: AbortSignal | null): Promise<Response> {
		if (this.#rng.chance(0.5)) return Promise.reject(new TypeError('the connection was lost'));
		return new Promise((_, reject) => {
			const abort = () => reject(new TypeError('aborted'));
			if (signal?.aborted) abort();
			signal?.addEventListener('abort', abort);
		});
	}
}
