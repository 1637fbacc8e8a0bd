/*
 * What a rescue file holds, before it is sealed: u32 (big-endian) length of the manifest, the manifest as JSON, then the
 * documents' bytes one after another. Texts are taken as a person typed them: what no server would take must get out of
 * the phone too. Shapes are checked, so that no file brings in what the screens cannot show.
 */
import * as z from 'zod/mini';
import { maxDocumentBytes } from '#shared/domain/document/limits.ts';
import { HandOverBody } from '#shared/protocol/mutation.ts';
import { idPattern } from '#shared/std/id.ts';
import { sha256Pattern } from '#shared/std/hash.ts';

const Id = z.string().check(z.regex(idPattern));
const Sha256 = z.string().check(z.regex(sha256Pattern));
const Fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const Revision = z.int().check(z.minimum(1));

const ConsentKept = z.object({ textVersion: z.string(), textHash: z.string(), givenAtMs: z.int() });
const SignatureKept = z.object({
	method: z.enum(['drawn', 'typed']),
	typedName: z.optional(z.string()),
	strokes: z.array(z.array(z.tuple([z.number(), z.number(), z.number()]))),
	padHeight: z.number(),
	textHash: z.string(),
	covers: z.array(z.string()),
	signedAtMs: z.number(),
});
const Times = { createdAtMs: z.int(), updatedAtMs: z.int() };

const RescuedEnrollment = z.object({
	id: Id,
	/** Names this entry of this file: what was taken from it once is not taken again. */
	key: Id,
	/** It was written before anybody signed in. */
	isUnclaimed: z.boolean(),
	schemeId: z.string(),
	schoolCode: z.string(),
	fields: Fields,
	consent: z.nullable(ConsentKept),
	signature: z.nullable(SignatureKept),
	step: z.nullable(z.string()),
	keptBeside: z.array(z.string()),
	...Times,
	/** The server's revision that the phone had seen; null: the server had never heard of it. */
	upon: z.nullable(Revision),
	/** What the server had not acknowledged; the whole draft where it was nothing less. */
	unsent: z.object({
		schemeId: z.optional(z.string()),
		schoolCode: z.optional(z.string()),
		fields: Fields,
		base: z.optional(Revision),
		settles: z.optional(z.array(z.int())),
		consent: z.optional(ConsentKept),
		signature: z.optional(z.nullable(SignatureKept)),
	}),
});
export type RescuedEnrollment = z.infer<typeof RescuedEnrollment>;

const RescuedClaim = z.object({
	id: Id,
	key: Id,
	schemeId: z.string(),
	claimKind: z.string(),
	fields: Fields,
	documents: z.record(z.string(), z.array(Sha256)),
	...Times,
	/** When the server's view that the phone had seen was made; null: the server had never heard of it. */
	uponMs: z.nullable(z.int()),
	unsent: z.object({
		schemeId: z.string(),
		claimKind: z.string(),
		fields: Fields,
		documents: z.record(z.string(), z.nullable(z.array(Sha256))),
	}),
});
export type RescuedClaim = z.infer<typeof RescuedClaim>;

const RescuedDocument = z.object({
	hash: Sha256,
	type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
	size: z.int().check(z.minimum(1), z.maximum(maxDocumentBytes)),
});
export type RescuedDocument = z.infer<typeof RescuedDocument>;

const RescuedReceived = z.object({
	id: Id,
	/** It came while nobody was signed in. */
	isUnclaimed: z.boolean(),
	name: z.string().check(z.maxLength(200)),
	type: RescuedDocument.shape.type,
	size: RescuedDocument.shape.size,
	hash: Sha256,
	receivedAtMs: z.int(),
});
export type RescuedReceived = z.infer<typeof RescuedReceived>;

/** As a volunteer sealed it for a school: bytes that the school's server alone opens. */
const RescuedHandOver = z.object({ id: Id, atMs: z.int(), ...HandOverBody.shape });
export type RescuedHandOver = z.infer<typeof RescuedHandOver>;

export const Manifest = z.object({
	madeAtMs: z.int(),
	/** Whose content it is; null: all of it was written before anybody signed in. */
	account: z.nullable(z.string().check(z.maxLength(100))),
	enrollments: z.array(RescuedEnrollment),
	claims: z.array(RescuedClaim),
	/** In the order of their bytes. */
	documents: z.array(RescuedDocument),
	/** Shared by other apps; their bytes come after the documents'. Absent in files of before, whose readers stop there. */
	received: z.optional(z.array(RescuedReceived)),
	/** What was collected in drives and the server has not. Absent in files of before, whose readers pass over it. */
	handOvers: z.optional(z.array(RescuedHandOver)),
});
export type Manifest = z.infer<typeof Manifest>;

/** Far beyond what a phone holds: signatures and texts of a few thousand drafts. */
export const maxManifestBytes = 64_000_000;
