import { isSubmitted, samePerson } from '#lib/app/enrollment/same-person.ts';
import type { EnrollmentStore, LocalEnrollment } from '#lib/device/types.ts';
import type { OwnEntry } from '#shared/protocol/drive.ts';

/**
 * The student's own draft of what a volunteer entered, or their school prepared: a new one, or, where this phone has theirs already, that one, with
 * what it lacks filled in. What the student wrote stays. One that was submitted is left as it is.
 */
export async function draftOfEntry(
	enrollments: Pick<EnrollmentStore, 'list' | 'create' | 'edit'>,
	{ schemeId, schoolCode, fields }: Pick<OwnEntry, 'schemeId' | 'schoolCode' | 'fields'>,
): Promise<LocalEnrollment> {
	const all = await enrollments.list();
	const [any] = all;
	const wanted = { id: '', owner: any?.owner ?? '', schemeId, keptBeside: [] };
	const own = any ? samePerson(all, wanted, fields) : null;
	if (!own) return enrollments.create({ schemeId, schoolCode, fields });
	if (isSubmitted(own)) return own;
	const missing = Object.entries(fields).filter(
		([key, value]) => value !== null && (own.fields[key] ?? null) === null,
	);
	return missing.length === 0 ? own : enrollments.edit(own.id, { fields: Object.fromEntries(missing) });
}
