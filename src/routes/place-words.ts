import type { LocalEnrollment } from '#lib/app/views.ts';
import { schoolWords } from '#lib/i18n/school-words.ts';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { schemeById } from '#shared/policy/registry.ts';

/** `昆明医科大学 · 2023`: what tells two enrollments apart. */
export function placeWords({ schemeId, schoolCode }: LocalEnrollment): string {
	const scheme = schemeById(schemeId);
	const school = scheme?.schools.find(({ code }) => code === schoolCode);
	if (!scheme) return schemeId;
	const place = school ? schoolWords(school) : wordsInLocale(scheme.region);
	return `${place} · ${scheme.insuranceYear}`;
}
