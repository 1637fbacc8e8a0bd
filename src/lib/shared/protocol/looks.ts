/** Who at the office and the school looked at a person's records: the role and the time, nobody's name. */
import * as z from 'zod/mini';
import { roles } from '../domain/account/role.ts';

export const Look = z.object({
	/** The record that was looked at; of everything together the account. */
	recordId: z.string(),
	kind: z.enum(['enrollment', 'claim', 'everything']),
	/** `opened`: read in full, its files too. `registered`: the school marked the person as entered. `exported`: as one file, at a request. */
	what: z.enum(['opened', 'registered', 'exported']),
	role: z.enum(roles),
	/** Server time in ms: of the last, where several followed each other within the hour. */
	atMs: z.number(),
});
export type Look = z.infer<typeof Look>;

export const Looks = z.object({
	/** Newest first. */
	looks: z.array(Look),
	/** There were more. */
	isCut: z.boolean(),
	/** When the server was asked, ms. */
	atMs: z.number(),
});
export type Looks = z.infer<typeof Looks>;
