import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { Refusal } from '#shared/errors/refusal.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';

/** Why nothing goes or comes for now: the network, the server, this phone's storage, or too old an app. */
export type WaitingPhase = 'offline' | 'captive' | 'failing' | 'full' | 'lost' | 'outdated';

/**
 * What a refused exchange means for the outbox. Only `too-much` can ever end in an entry being refused, and
 * then by the server's word on that entry alone; `wait` and `signed-out` leave everything as it is.
 */
export type Verdict =
	| { kind: 'wait'; phase: WaitingPhase }
	| { kind: 'signed-out' }
	/** Numbers and server disagree: heal, then try again. */
	| { kind: 'renumber'; expected: number }
	| { kind: 'renew' }
	/** The batch as a whole was not understood: smaller ones find the entry that is to blame. */
	| { kind: 'too-much' };

const numberingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
	'sync.sequence-gap',
	'sync.repeated-otherwise',
	'sync.device-unknown',
]);

const aboutMutations = /^mutations(\.|$)/;

export function verdictOf(refusal: Refusal): Verdict {
	switch (refusal.code) {
		case 'network.offline':
		case 'network.timeout':
			return { kind: 'wait', phase: 'offline' };
		case 'network.captive-portal':
			return { kind: 'wait', phase: 'captive' };
		case 'device.storage-full':
			return { kind: 'wait', phase: 'full' };
		case 'device.storage-lost':
			return { kind: 'wait', phase: 'lost' };
		case 'request.client-too-old':
			return { kind: 'wait', phase: 'outdated' };
		case 'auth.required':
			return { kind: 'signed-out' };
		case 'sync.sequence-gap':
			return refusal.expected === undefined
				? { kind: 'renew' }
				: { kind: 'renumber', expected: refusal.expected };
		case 'sync.repeated-otherwise':
		case 'sync.device-unknown':
			return { kind: 'renew' };
		case 'request.too-large':
			return { kind: 'too-much' };
		case 'request.malformed':
		case 'request.unknown-field':
			// Without a place among the mutations it speaks of the call, e.g. of a body cut on its way: no entry is
			// to blame, and the same bytes may arrive whole the next time.
			return aboutMutations.test(refusal.path ?? '')
				? { kind: 'too-much' }
				: { kind: 'wait', phase: 'failing' };
		default:
			return { kind: 'wait', phase: 'failing' };
	}
}

/** A result about numbering speaks of the whole exchange, not of its record. */
export function numberingRefusal(reply: ExchangeReply): Refusal | null {
	const result = reply.results.find(({ code }) => code !== undefined && numberingCodes.has(code));
	return result?.code ? { code: result.code } : null;
}
