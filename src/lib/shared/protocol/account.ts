import * as z from 'zod/mini';
import { roles } from '../domain/account/role.ts';
import { Text } from '../domain/text.ts';

const Phone = z.string().check(z.regex(/^1[3-9]\d{9}$/));
const Code = z.string().check(z.regex(/^\d{6}$/));
const Password = z.string().check(z.minLength(1), z.maxLength(200));

export const RequestCodeInput = z.strictObject({
	phone: Phone,
	purpose: z.enum(['sign-in', 'set-password']),
});
export type RequestCodeInput = z.infer<typeof RequestCodeInput>;

/** The app knows the second step. Without it, who has a second factor is told to update. */
const takesTicket = z.optional(z.literal(true));

export const SignInWithCodeInput = z.strictObject({ phone: Phone, code: Code, takesTicket });
export type SignInWithCodeInput = z.infer<typeof SignInWithCodeInput>;

export const SignInWithPasswordInput = z.strictObject({ phone: Phone, password: Password, takesTicket });
export type SignInWithPasswordInput = z.infer<typeof SignInWithPasswordInput>;

/** Six digits of now, or a recovery code, as typed. */
export const SecondFactorCode = z.string().check(z.minLength(6), z.maxLength(40));

/** In the place of an account: the first proof was right, and the second factor is asked for. */
const SecondStep = z.object({ ticket: z.string() });

export const SecondStepInput = z.strictObject({
	ticket: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
	code: SecondFactorCode,
});
export type SecondStepInput = z.infer<typeof SecondStepInput>;

/** Changing (signed in) and recovering (not signed in) both go by code, as in Y20. */
export const SetPasswordInput = z.strictObject({ phone: Phone, code: Code, password: Password });
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const BindPersonInput = z.strictObject({
	/** As long as the form's own field lets it be. */
	name: Text(200).check(z.minLength(1)),
	idType: z.enum(['resident-id', 'hk-macao-taiwan-permit', 'passport']),
	idNumber: Text(40).check(z.minLength(1)),
});
export type BindPersonInput = z.infer<typeof BindPersonInput>;

export const AccountView = z.object({
	id: z.string(),
	role: z.enum(roles),
	phoneMasked: z.string(),
	hasPassword: z.boolean(),
	/** Null until bound. The ID number is masked 6+4. */
	person: z.nullable(z.object({ name: z.string(), idNumberMasked: z.string() })),
	schoolCode: z.nullable(z.string()),
	/** It reaches nothing but setting up a second factor. */
	needsSecondFactor: z.optional(z.literal(true)),
	/**
	 * 32 bytes in base64, held by the server for this account: opens the account's drafts on a phone where
	 * it had signed out. See the ADR on keys at rest.
	 */
	unlockKey: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;

/** What a first step of signing in is answered with. */
export const SignInAnswer = z.union([SecondStep, AccountView]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;
