import type { LocalEnrollment } from '#lib/device/types.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { personKey } from '#shared/domain/identity/person-key.ts';

type Draft = Pick<LocalEnrollment, 'id' | 'owner' | 'schemeId' | 'keptBeside'>;

/**
 * Another record on this phone about the person that `fields` names, of the same scheme and owner: what went
 * further first, then the newer. Null when there is none, or the person means to keep the two apart.
 */
export function samePerson(
	all: LocalEnrollment[],
	draft: Draft,
	fields: DraftFields,
): LocalEnrollment | null {
	const key = personKey(fields);
	if (key === null) return null;
	const others = all.filter(
		(other) =>
			other.id !== draft.id &&
			other.owner === draft.owner &&
			other.schemeId === draft.schemeId &&
			!draft.keptBeside.includes(other.id) &&
			!isOver(other) &&
			personKey(other.fields) === key,
	);
	others.sort((a, b) => Number(isSubmitted(b)) - Number(isSubmitted(a)) || b.updatedAtMs - a.updatedAtMs);
	return others[0] ?? null;
}

/** Whether it was submitted, from here or as the server has it. */
export function isSubmitted({ submission, server }: LocalEnrollment): boolean {
	return submission !== null || (server !== null && server.state !== 'draft');
}

function isOver({ server }: LocalEnrollment): boolean {
	return server?.state === 'rejected' || server?.state === 'superseded';
}
