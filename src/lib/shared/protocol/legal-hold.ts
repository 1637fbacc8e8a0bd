/** What keeps everything of one account from ending by itself, as an auditor sees, places and lifts it. */
import * as z from 'zod/mini';
import { roles } from '../domain/account/role.ts';
import { maxHoldWords } from '../domain/audit/legal-hold.ts';
import { SaidText } from '../domain/text.ts';
import { Id } from './mutation.ts';

const Reason = SaidText(maxHoldWords);

export const PlaceHoldInput = z.strictObject({ accountId: Id, reason: Reason });
export type PlaceHoldInput = z.infer<typeof PlaceHoldInput>;

export const LiftHoldInput = z.strictObject({ id: Id, reason: Reason });
export type LiftHoldInput = z.infer<typeof LiftHoldInput>;

export const LegalHoldView = z.object({
	id: z.string(),
	/** Whose everything is kept: role and first character, as everywhere on this desk. */
	account: z.object({ id: z.string(), role: z.enum(roles), nameMasked: z.nullable(z.string()) }),
	reason: z.string(),
	sinceMs: z.number(),
});
export type LegalHoldView = z.infer<typeof LegalHoldView>;

/** The open ones, oldest first. */
export const LegalHolds = z.array(LegalHoldView);
export type LegalHolds = z.infer<typeof LegalHolds>;
