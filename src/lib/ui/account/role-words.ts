import { m } from '#lib/i18n/paraglide/messages.js';
import type { Role } from '#shared/domain/account/role.ts';

const wordsByRole: Record<Role, () => string> = {
	student: m.account_role_student,
	volunteer: m.account_role_volunteer,
	'school-admin': m.account_role_school_admin,
	reviewer: m.account_role_reviewer,
	clerk: m.account_role_clerk,
	auditor: m.account_role_auditor,
};

export function roleWords(role: Role): string {
	return wordsByRole[role]();
}
