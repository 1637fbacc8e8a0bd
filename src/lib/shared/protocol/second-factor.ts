/** The second factor of staff: how it is set up, renewed and switched off. */
import * as z from 'zod/mini';
import { SecondFactorCode } from './account.ts';

export const SecondFactorCodeInput = z.strictObject({ code: SecondFactorCode });
export type SecondFactorCodeInput = z.infer<typeof SecondFactorCodeInput>;

export const SecondFactorState = z.object({
	isOn: z.boolean(),
	/** Staff reach nothing without one. */
	isRequired: z.boolean(),
	/** False where the server has no master key. */
	canSetUp: z.boolean(),
	/** Recovery codes that were not used. */
	codesLeft: z.number(),
});
export type SecondFactorState = z.infer<typeof SecondFactorState>;

/** Told once, to the person whose app it goes into. */
export const SecondFactorKey = z.object({
	/** Base32, to type. */
	key: z.string(),
	/** `otpauth:`, to scan. */
	uri: z.string(),
});
export type SecondFactorKey = z.infer<typeof SecondFactorKey>;

/** Told once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
