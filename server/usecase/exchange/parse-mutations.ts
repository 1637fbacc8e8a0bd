/**
 * Judges each mutation of a batch by itself, so that one that cannot be taken holds up no other record.
 *
 * What no client of any version makes (a wrong type, an unknown member) refuses the whole call: nothing is
 * applied. What lies outside a bound (a text too long, too many fields) or is of a kind that this server does
 * not know refuses that mutation only, and its number is used up.
 */
import * as z from 'zod/mini';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { issuePath } from '#shared/errors/issue-path.ts';
import { ExchangeRequest } from '#shared/protocol/exchange.ts';
import { Id, Mutation } from '#shared/protocol/mutation.ts';
import { maxMutationsPerExchange } from '#shared/protocol/exchange.ts';
import { protocolVersion } from '#shared/protocol/version.ts';

/** A mutation of any kind: a later protocol may have kinds that this one does not know. */
const AnyMutation = z.strictObject({
	kind: z.string().check(z.maxLength(64)),
	record: Id,
	atMs: z.int(),
	body: z.unknown(),
});
type AnyMutation = z.infer<typeof AnyMutation>;

/** The envelope of `ExchangeRequest`, with mutations whose bodies are not judged yet. */
export const ExchangeEnvelope = z.extend(ExchangeRequest, {
	mutations: z.array(AnyMutation).check(z.maxLength(maxMutationsPerExchange)),
});
export type ExchangeEnvelope = z.infer<typeof ExchangeEnvelope>;

export type ParsedMutation =
	| { raw: AnyMutation; mutation: Mutation }
	| { raw: AnyMutation; refusal: { code: ErrorCode; path?: string } };

const kinds: ReadonlySet<string> = new Set(
	Mutation.def.options.map((option) => String(option.shape.kind.def.values[0])),
);
const boundIssues: ReadonlySet<string> = new Set([
	'too_big',
	'too_small',
	'invalid_format',
	'invalid_key',
	'custom',
]);

/** Throws RefusalError `request.malformed` or `request.unknown-field` for what refuses the whole call. */
export function parseMutations(envelope: ExchangeEnvelope): ParsedMutation[] {
	return envelope.mutations.map((raw, index) => {
		if (!kinds.has(raw.kind)) return { raw, refusal: { code: 'sync.unknown-kind', path: 'kind' } };
		const parsed = Mutation.safeParse(raw);
		if (parsed.success) return { raw, mutation: parsed.data };
		const issue = parsed.error.issues[0]!;
		const path = issuePath(issue.path);
		if (parsed.error.issues.every(({ code }) => boundIssues.has(code))) {
			return { raw, refusal: { code: 'request.malformed', path } };
		}
		// A client of a later protocol may know members that we do not: it learns so for this mutation alone.
		const unknownMember = issue.code === 'unrecognized_keys';
		const code = unknownMember ? 'request.unknown-field' : 'request.malformed';
		if (unknownMember && envelope.version > protocolVersion) return { raw, refusal: { code, path } };
		throw new RefusalError({ code, path: `mutations.${index}.${path}` });
	});
}
