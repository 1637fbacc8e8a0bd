import { hashOfJson } from '../../std/hash.ts';
import type { DraftFields } from './fields.ts';

/** What a submission locks: the scheme, the school and every field. Nulls and absent fields are the same. */
export function enrollmentContentHash(content: {
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
}): Promise<string> {
	const fields = Object.fromEntries(Object.entries(content.fields).filter(([, value]) => value !== null));
	return hashOfJson({ schemeId: content.schemeId, schoolCode: content.schoolCode, fields });
}
