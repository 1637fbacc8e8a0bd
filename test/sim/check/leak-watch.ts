/** Invariants 7 and 8: nobody is sent, and nothing logged, what is another's. Every reply and every line is looked at. */
import type { WireRequest, WireResponse } from '../house/office.ts';
import { tokenOf } from '../house/session-cookie.ts';
import type { Findings } from './findings.ts';

export class LeakWatch {
	/** Of each account, what stands in its sensitive fields alone. */
	readonly markers = new Map<string, string[]>();
	readonly sessionOf = new Map<string, string>();
	/** Sessions that were ended, with when. */
	readonly ended = new Map<string, number>();
	readonly #findings: Findings;

	constructor(findings: Findings) {
		this.#findings = findings;
	}

	reply(request: WireRequest, response: WireResponse): void {
		const token = tokenOf(request.headers);
		const reader = this.sessionOf.get(token) ?? null;
		// 8: from the moment at which a session ends, the server knows it no more.
		const endedAtMs = this.ended.get(token) ?? Infinity;
		const isLetIn =
			response.status === 200 && request.path.includes('/trpc/') && response.receivedAtMs > endedAtMs;
		if (isLetIn) this.#findings.broken(8, 'a session that was ended let somebody in');
		for (const [owner, markers] of this.markers) {
			const isIn = (text: string) => markers.some((marker) => text.includes(marker));
			if (owner !== reader && isIn(response.text)) {
				this.#findings.broken(7, `a reply held what is another's: ${request.path}`);
			}
			if (isIn(request.path)) this.#findings.broken(7, 'an address held a sensitive field');
		}
	}

	log(line: string): void {
		for (const markers of this.markers.values()) {
			if (markers.some((marker) => line.includes(marker))) {
				this.#findings.broken(7, 'a line of the log held a sensitive field');
			}
		}
	}
}
