import { schemes } from '#shared/policy/registry.ts';

/** The school's name by its code; the code where no scheme knows it. */
export function schoolName(code: string): string {
	for (const scheme of schemes) {
		const school = scheme.schools.find((candidate) => candidate.code === code);
		if (school) return school.name;
	}
	return code;
}
