/*
 * One round trip: mutations up, changes down.
 *
 * - A device numbers its mutations 1, 2, 3, … without gaps; a batch names the number of its first one.
 * - The server applies each exactly once by (device, sequence). A repeat gets the stored answer; the same
 *   number with another body is refused with `sync.repeated-otherwise`; a gap with `sync.sequence-gap`.
 * - A gap refuses the whole exchange, nothing applied, and names the number that the server expects
 *   (`Refusal.expected`): the device renumbers what it had frozen from there. Where the number is missing, or
 *   on `sync.repeated-otherwise` and `sync.device-unknown` (the phone's storage was copied back from an older
 *   state), the device takes a new device id and numbers from 1.
 * - A refused mutation is final. It parks the later mutations of its record in the same exchange
 *   (`sync.parked`), of no other. What the device numbers after hearing of the refusal is judged anew.
 * - `cursor` is opaque; null asks for everything. `more` says that another page waits.
 */
import * as z from 'zod/mini';
import { isErrorCode, type ErrorCode } from '../errors/error-codes.ts';
import { Id, Mutation } from './mutation.ts';
import { ClaimView, EnrollmentView, NoticeView, OrderView, OtherCase } from './view.ts';

export const maxMutationsPerExchange = 1_000;
export const maxChangesPerExchange = 1_000;
/** A page of changes ends with the record that reaches this many characters of JSON: a tenth of it on the wire. */
export const maxPageBytes = 1_000_000;
/** Bytes of one exchange body after decompression. */
export const maxExchangeBytes = 2_000_000;

/** A newer server may know reasons that this client does not: the refusal counts all the same. */
const AnyErrorCode = z.pipe(
	z.string(),
	z.transform((code): ErrorCode => (isErrorCode(code) ? code : 'server.bug')),
);

const Count = z.int().check(z.minimum(0), z.maximum(1_000_000));

/** What a phone knows to be unsent: enrollments and claims of which something waits, files of claims. There may be more. */
const Unsent = { records: Count, files: Count };
export type Unsent = { records: number; files: number };

export const ExchangeRequest = z.strictObject({
	version: z.int(),
	/** One per account and installation, made by the device. */
	device: Id,
	/**
	 * Whose outbox this is. Under another account's session the exchange is refused with `auth.required`, and
	 * nothing applied: two people share a phone, and a cookie changes hands before every tab has noticed.
	 */
	account: z.optional(z.string().check(z.maxLength(100))),
	/** The number of the first mutation; when there are none, the next one that the device would give. */
	firstSequence: z.int().check(z.minimum(1)),
	mutations: z.array(Mutation).check(z.maxLength(maxMutationsPerExchange)),
	cursor: z.nullable(z.string().check(z.maxLength(100))),
	/** Asks for the checksum of everything that this account can see. Since protocol 4. */
	check: z.optional(z.boolean()),
	/** What stays unsent on the phone once this call is through; absent: as it was said last. Since protocol 5. */
	unsent: z.optional(z.strictObject(Unsent)),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

export const MutationResult = z.object({
	sequence: z.number(),
	status: z.enum(['applied', 'refused']),
	/** Present when refused. */
	code: z.optional(AnyErrorCode),
	path: z.optional(z.string()),
	/** With `enrollment.duplicate`: the sender's own submission that stands in the way. Since protocol 3. */
	other: z.optional(OtherCase),
	/** Fields of an applied edit that another device had set first: they stand as they were. Since protocol 4. */
	lost: z.optional(z.array(z.string())),
	/** With `claim.document-missing`: SHA-256 of each file that is not there. Since protocol 4. */
	missing: z.optional(z.array(z.string())),
	/**
	 * Of an edit: the record's revision after it, where it did what it says and nothing else, to a record of which the
	 * device has heard everything. The device then makes the new view by itself, and no change comes. Since protocol 4.
	 */
	revision: z.optional(z.number()),
	/** With `revision`: the new view's `updatedAtMs`. */
	updatedAtMs: z.optional(z.number()),
	/** SHA-256 of each signature or document that the server now holds because of this mutation. */
	stored: z.optional(z.array(z.string())),
});
export type MutationResult = z.infer<typeof MutationResult>;

export const Change = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('enrollment'), id: z.string(), view: z.nullable(EnrollmentView) }),
	z.object({ kind: z.literal('order'), id: z.string(), view: z.nullable(OrderView) }),
	/** Since protocol 3. */
	z.object({ kind: z.literal('notice'), id: z.string(), view: z.nullable(NoticeView) }),
	/** Since protocol 4. */
	z.object({ kind: z.literal('claim'), id: z.string(), view: z.nullable(ClaimView) }),
]);
export type Change = z.infer<typeof Change>;

export const ServerMoment = z.object({
	serverTimeMs: z.number(),
	/** The date that rules use, `YYYY-MM-DD`. */
	businessDate: z.string(),
	/** In demo mode the screens show 演示日期. */
	demo: z.boolean(),
});
export type ServerMoment = z.infer<typeof ServerMoment>;

/** Said where the changes begin anew: no cursor came, or one that this server does not know any more. */
const FullPull = z.object({
	/** Names the server's history: another after it was restored from a backup. */
	generation: z.string(),
	/** The number that the server takes next from this device: what it has forgotten is to be offered again from there. */
	expected: z.int().check(z.minimum(1)),
});

export const ExchangeReply = z.object({
	results: z.array(MutationResult),
	/** A view of null: the record is gone, or no longer this reader's. */
	changes: z.array(Change),
	cursor: z.string(),
	more: z.boolean(),
	/** Since protocol 4. */
	full: z.optional(FullPull),
	/**
	 * Of all that this account can see at the cursor's horizon (`checksum.ts`): where it was asked for, on the last
	 * page, and while nothing waits behind a running transaction. Since protocol 4.
	 */
	checksum: z.optional(z.string()),
	/**
	 * To a device that says what is `unsent` and asks for everything: what another device of this account said last in
	 * the same browser, and when the server heard it. A phone whose storage is new knows by it that it had another one.
	 * Since protocol 5.
	 */
	former: z.optional(z.object({ ...Unsent, heardAtMs: z.number() })),
	moment: ServerMoment,
});
export type ExchangeReply = z.infer<typeof ExchangeReply>;
