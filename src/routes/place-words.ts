import type { LocalEnrollment } from '#lib/app/views.ts';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { schemeById } from '#shared/policy/registry.ts';

/** `昆明医科大学 · 2023`: what tells two enrollments apart. */
export function placeWords({ schemeId, schoolCode }: LocalEnrollment): string {
	const scheme = schemeById(schemeId);
	const school = scheme?.schools.find(({ code }) => code === schoolCode);
	return scheme ? `${school?.name ?? wordsInLocale(scheme.region)} · ${scheme.insuranceYear}` : schemeId;
}
