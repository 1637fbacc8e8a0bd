import * as z from 'zod/mini';
import { sha256Pattern } from '../../std/hash.ts';
import { Text } from '../text.ts';

/** The separate consent to handle sensitive personal data (PIPL art. 29), given before the first such field. */
export const Consent = z.object({
	textVersion: Text(40),
	textHash: z.string().check(z.regex(sha256Pattern)),
	/** The device's time, ms. The server stores its own beside it. */
	givenAtMs: z.int(),
});
export type Consent = z.infer<typeof Consent>;
