import type { EnrollmentView } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Scheme } from '#shared/policy/scheme.ts';
import { schoolName } from './school-name.ts';
import { formGroups } from './form-rows.ts';

export interface ChangedRow {
	label: string;
	/** In words; null: nothing stood there. */
	before: string | null;
	after: string | null;
}

type Content = Pick<EnrollmentView, 'fields' | 'schoolCode' | 'signatureHash'>;

/** What differs between two contents, e.g. as reviewed and as it is now: fields in the form's order, school, signature. */
export function changedRows(scheme: Scheme | null, reviewed: Content, present: Content): ChangedRow[] {
	const flat = ({ fields }: Pick<Content, 'fields'>) =>
		formGroups(scheme, fields).flatMap(({ rows }) => rows.map((row) => [row.key, row] as const));
	const before = new Map(flat(reviewed));
	const after = new Map(flat(present));
	const rows: ChangedRow[] = [];
	if (reviewed.schoolCode !== present.schoolCode) {
		const label = m.enrollment_check_school();
		rows.push({ label, before: schoolName(reviewed.schoolCode), after: schoolName(present.schoolCode) });
	}
	for (const [key, { label }] of new Map([...before, ...after])) {
		const row = { label, before: before.get(key)?.value ?? null, after: after.get(key)?.value ?? null };
		if (row.before !== row.after) rows.push(row);
	}
	if (reviewed.signatureHash !== present.signatureHash) {
		const given = (hash: string | null, words: string) => (hash === null ? null : words);
		rows.push({
			label: m.enrollment_place_signature(),
			before: given(reviewed.signatureHash, m.office_changes_signature_old()),
			after: given(present.signatureHash, m.office_changes_signature_new()),
		});
	}
	return rows;
}
