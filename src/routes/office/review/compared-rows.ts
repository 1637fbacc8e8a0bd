import type { EnrollmentView } from '#lib/app/views.ts';
import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskPhone } from '#shared/domain/identity/phone.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { formGroups } from '../../form-rows.ts';

export interface ComparedRow {
	id: string;
	label: string;
	here: string | null;
	there: string | null;
	isSame: boolean;
}

const masks: Record<string, (value: string) => string> = { idNumber: maskIdNumber, phone: maskPhone };

/** Two enrollments' answers, each by the words of its own form. Numbers are compared whole and shown masked. */
export function comparedRows(here: EnrollmentView, there: EnrollmentView): ComparedRow[] {
	const rowsOf = ({ schemeId, fields }: EnrollmentView) =>
		formGroups(schemeById(schemeId), fields).flatMap(({ rows }) => rows);
	const others = new Map(rowsOf(there).map((row) => [row.key, row]));
	const own = rowsOf(here);
	const ownKeys = new Set(own.map(({ key }) => key));
	const both = [
		...own.map((row) => ({ ...row, other: others.get(row.key)?.value ?? null })),
		...[...others.values()]
			.filter(({ key }) => !ownKeys.has(key))
			.map((row) => ({ ...row, value: null, other: row.value })),
	];
	return both
		.filter(({ value, other }) => value !== null || other !== null)
		.map(({ key, label, value, other }) => {
			const shown = (text: string | null) => (text === null ? null : (masks[key]?.(text) ?? text));
			return { id: key, label, here: shown(value), there: shown(other), isSame: value === other };
		});
}
