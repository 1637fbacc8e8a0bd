/** What must hold of every exchange, as it goes over the wire. */
import { canonicalJson } from '#shared/std/canonical-json.ts';
import { unpackExchange } from '#shared/protocol/packed.ts';
import type { WireRequest, WireResponse } from '../house/office.ts';
import type { Findings } from './findings.ts';

interface Sent {
	version: number;
	device: string;
	firstSequence: number;
	mutations: { record: string }[];
}

interface Result {
	sequence: number;
	status: 'applied' | 'refused';
	code?: string;
}

interface Reply {
	results: Result[];
	changes: { kind: string; view: { state?: string } | null }[];
}

const stateOfNewerApps: ReadonlySet<string> = new Set(['superseded']);

export class ExchangeWatch {
	readonly #findings: Findings;
	/** Of each device and number, what it was first, and the answer. */
	readonly #first = new Map<string, { body: string; answer: string }>();

	constructor(findings: Findings) {
		this.#findings = findings;
	}

	reply(request: WireRequest, response: WireResponse): void {
		if (!request.path.includes('sync.exchange') || response.status !== 200) return;
		const sent = unpackExchange(JSON.parse((request.body as string | null) ?? '{}')) as Sent;
		const { data } = (JSON.parse(response.text) as { result: { data: Reply } }).result;
		this.#parking(sent, data.results);
		for (const [i, result] of data.results.entries()) this.#once(sent, sent.mutations[i], result);
		this.#compatible(sent, data);
	}

	/** 3: a refusal parks the later ones of its record, and of no other. */
	#parking({ mutations }: Sent, results: Result[]): void {
		const refused = new Set<string>();
		for (const [i, { status, code }] of results.entries()) {
			const { record } = mutations[i]!;
			const isParked = status === 'refused';
			if (refused.has(record))
				this.#findings.check(3, isParked, () => 'a mutation passed one that its record was refused');
			else
				this.#findings.check(
					3,
					code !== 'sync.parked',
					() => 'a mutation was parked behind another record’s',
				);
			if (isParked) refused.add(record);
		}
	}

	/** 2: one number, one body, one answer. */
	#once({ device }: Sent, mutation: unknown, result: Result): void {
		const key = `${device} ${result.sequence}`;
		const body = canonicalJson(mutation);
		const answer = canonicalJson(result);
		const first = this.#first.get(key);
		// Whose number it is may have been answered to nobody, by a server that was killed.
		if (!first && result.code === 'sync.repeated-otherwise') return;
		if (!first) this.#first.set(key, { body, answer });
		else if (first.body !== body) {
			const isSaid = result.code === 'sync.repeated-otherwise' || result.code === 'sync.parked';
			this.#findings.check(
				2,
				isSaid,
				() => `a number was taken again with another body: ${result.code ?? result.status}`,
			);
		} else {
			const isSame = first.answer === answer || result.code === 'sync.parked';
			this.#findings.check(2, isSame, () => `one mutation was answered two ways: ${first.answer} ${answer}`);
		}
	}

	/** 19: what an app of before does not know is not sent to it. */
	#compatible({ version }: Sent, { changes }: Reply): void {
		if (version >= 4) return;
		const isKnown = changes.every(
			({ kind, view }) =>
				kind !== 'claim' && (version >= 3 || (kind !== 'notice' && !stateOfNewerApps.has(view?.state ?? ''))),
		);
		this.#findings.check(19, isKnown, () => `an app of protocol ${version} was sent what it does not know`);
	}
}
