import { m } from '#lib/i18n/paraglide/messages.js';

type Words = (inputs: { label: string; from: string; to: string }) => string;

const wordsByCode: Record<string, Words> = {
	missing: m.enrollment_problem_missing,
	'id-length': m.enrollment_problem_id_length,
	'id-old-15': m.enrollment_problem_id_old_15,
	'id-characters': m.enrollment_problem_id_characters,
	'id-date': m.enrollment_problem_id_date,
	'id-date-future': m.enrollment_problem_id_date_future,
	'id-check-digit': m.enrollment_problem_id_check_digit,
	'phone-form': m.enrollment_problem_phone_form,
	'not-in-list': m.enrollment_problem_not_in_list,
	'year-range': m.enrollment_problem_year_range,
	'fixed-value': m.enrollment_problem_fixed_value,
	'active-elsewhere': m.enrollment_problem_active_elsewhere,
	'not-signed': m.enrollment_problem_not_signed,
};

interface Asked {
	control: string;
	years?: { from: number; to: number };
}

/** What is wrong with a field and what to do about it, in a sentence. */
export function problemWords(code: string, label: string, field?: Asked): string {
	if (code === 'missing' && field && isPicked(field.control))
		return m.enrollment_problem_not_chosen({ label });
	const words = wordsByCode[code] ?? m.enrollment_problem_not_in_list;
	return words({ label, from: String(field?.years?.from ?? ''), to: String(field?.years?.to ?? '') });
}

function isPicked(control: string): boolean {
	return ['choice', 'code-list', 'division', 'year'].includes(control);
}
