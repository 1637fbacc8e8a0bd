import { schoolWords } from '#lib/i18n/school-words.ts';
import { schemes } from '#shared/policy/registry.ts';

/** The school's name by its code, a demo school marked; the code where no scheme knows it. */
export function schoolName(code: string): string {
	for (const scheme of schemes) {
		const school = scheme.schools.find((candidate) => candidate.code === code);
		if (school) return schoolWords(school);
	}
	return code;
}
