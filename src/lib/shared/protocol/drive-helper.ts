/** Students whom a school lets join a drive with their own account, by the number of the phone that they sign in with. */
import * as z from 'zod/mini';
import { isPhone } from '../domain/identity/phone.ts';
import { Id } from './mutation.ts';

const maxHelpers = 200;

const Phone = z.string().check(z.refine(isPhone, 'is not a phone number'));

export const NameHelpersInput = z.strictObject({
	driveId: Id,
	phones: z.array(Phone).check(z.minLength(1), z.maxLength(maxHelpers)),
});

export const DropHelperInput = z.strictObject({ driveId: Id, id: Id });

const DriveHelper = z.object({ id: z.string(), phoneMasked: z.string() });
export type DriveHelper = z.infer<typeof DriveHelper>;

/** Each with the number that the school typed, 3+4. */
export const DriveHelpers = z.array(DriveHelper);
