export const roles = ['student', 'volunteer', 'school-admin', 'reviewer', 'clerk', 'auditor'] as const;
export type Role = (typeof roles)[number];

export function isStaff(role: Role): boolean {
	return role !== 'student' && role !== 'volunteer';
}
