import { hashOfJson } from '../../std/hash.ts';
import type { DraftFields } from './fields.ts';

interface Content {
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
}

/** What a submission locks: the scheme, the school and every field. Nulls and absent fields are the same. */
export function lockedContent({ schemeId, schoolCode, fields: given }: Content): Content {
	const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
	return { schemeId, schoolCode, fields };
}

export function enrollmentContentHash(content: Content): Promise<string> {
	return hashOfJson(lockedContent(content));
}
