/** Special cases at the insurance centre's window: what staff take down, and see of it afterwards. */
import * as z from 'zod/mini';
import { idTypeValues } from '../domain/code-lists/id-types.ts';
import { isPhone } from '../domain/identity/phone.ts';
import { NeededWords } from '../domain/review/reasons.ts';
import { Text } from '../domain/text.ts';
import { Id } from './mutation.ts';

export const WindowEntryInput = z.strictObject({
	id: Id,
	schemeId: Text(60),
	schoolCode: Text(60),
	name: Text(60).check(z.minLength(1)),
	idType: z.enum(idTypeValues),
	idNumber: Text(40).check(z.minLength(1)),
	phone: z.nullable(z.string().check(z.refine(isPhone, 'is not a phone number'))),
	studentNumber: z.nullable(Text(40).check(z.minLength(1))),
	/** What makes it a special case: the documents do not say. */
	why: NeededWords,
	/** The original document was seen and is the person's who stands there. */
	hasSeenDocument: z.literal(true),
	/** They know that it is taken down, and agree. */
	hasConsent: z.literal(true),
});
export type WindowEntryInput = z.infer<typeof WindowEntryInput>;

export const WindowEntry = z.object({
	/** The receipt's number: it names nobody. */
	id: z.string(),
	schemeId: z.string(),
	schoolCode: z.string(),
	nameMasked: z.string(),
	idNumberMasked: z.string(),
	enteredAtMs: z.number(),
	/** Its person has taken it over. */
	isBegun: z.boolean(),
});
export type WindowEntry = z.infer<typeof WindowEntry>;

export const WindowEntryList = z.object({ entries: z.array(WindowEntry) });
export type WindowEntryList = z.infer<typeof WindowEntryList>;
