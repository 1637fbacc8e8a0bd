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

export const SignInWithCodeInput = z.strictObject({ phone: Phone, code: Code });
export type SignInWithCodeInput = z.infer<typeof SignInWithCodeInput>;

export const SignInWithPasswordInput = z.strictObject({ phone: Phone, password: Password });
export type SignInWithPasswordInput = z.infer<typeof SignInWithPasswordInput>;

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
	/**
	 * 32 bytes in base64, held by the server for this account: opens the account's drafts on a phone where
	 * it had signed out. See the ADR on keys at rest.
	 */
	unlockKey: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;
