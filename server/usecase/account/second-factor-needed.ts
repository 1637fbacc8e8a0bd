import { isStaff, type Role } from '#shared/domain/account/role.ts';
import type { Services } from '../ports.ts';

/** Whether an account reaches nothing but setting up a second factor, as the server is configured. */
export function needsSecondFactor(
	{ staffSecondFactor }: Pick<Services, 'staffSecondFactor'>,
	{ role, hasSecondFactor }: { role: Role; hasSecondFactor: boolean },
): boolean {
	return staffSecondFactor === 'required' && isStaff(role) && !hasSecondFactor;
}
