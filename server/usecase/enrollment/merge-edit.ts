/*
 * How an edit meets what others have set meanwhile. Pure.
 *
 * A record counts its edits (revision). An edit names the revision that was seen when it was typed (base); each field
 * remembers the revision and the device that set it last. A field that another device has set after the base was set
 * by somebody whom the typist did not know of: then the one who arrived first stands, and the later value is kept
 * beside it for the person to choose. No clock takes part. See docs/adr/0008-concurrent-edits.md.
 */
import { maxFields, type DraftFields, type FieldValue } from '#shared/domain/enrollment/fields.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { EditBody } from '#shared/protocol/mutation.ts';
import type { EnrollmentRow, FieldMarks } from './ports.ts';

export interface Sender {
	device: string;
	/** The protocol that it speaks. */
	version: number;
	/** As far as it has read the feed. */
	cursor: string | null;
}

/** Stand beside the form's fields in `fieldMarks`; no form has such a key. */
export const schoolMark = '@school';
const signatureMark = '@signature';

const firstVersionWithBase = 4;

export interface Merged {
	revision: number;
	fields: DraftFields;
	schoolCode: string;
	marks: FieldMarks;
	/** What was kept out. */
	lost: { field: string; lost: FieldValue; stood: FieldValue }[];
	/** Whether the signature that came, or its fall, takes effect: nobody else has signed or changed what it was made under. */
	takesSignature: boolean;
}

const isOther = (a: unknown, b: unknown) => (a ?? null) !== (b ?? null);

/** Throws RefusalError `request.too-large`: more fields than a draft may have. */
export function mergeEdit(row: EnrollmentRow, body: EditBody, sender: Sender): Merged {
	const revision = row.revision + 1;
	// A device of before tells no base: it counts as having seen everything, as it always did.
	const base = sender.version < firstVersionWithBase ? row.revision : (body.base ?? 0);
	const isConcurrent = (key: string) => {
		const [at, by] = row.fieldMarks[key] ?? [row.firstDeviceId === null ? 0 : 1, row.firstDeviceId];
		return at > base && by !== sender.device;
	};
	// What is set as the draft is made needs no mark of its own.
	const isNew = row.revision === 0 && row.firstDeviceId !== null;
	const mark = (key: string) => {
		if (!isNew) marks[key] = [revision, sender.device];
	};
	const marks: FieldMarks = { ...row.fieldMarks };
	const lost: Merged['lost'] = [];
	/** Whether the value takes effect. */
	const takes = (key: string, stood: FieldValue, value: FieldValue) => {
		if (!isOther(stood, value)) return false;
		if (!isNew && isConcurrent(key)) {
			lost.push({ field: key, lost: value, stood });
			return false;
		}
		mark(key);
		return true;
	};
	const fields: DraftFields = { ...row.fields };
	for (const [key, value] of Object.entries(body.fields)) {
		const stood = row.fields[key] ?? null;
		if (!takes(key, stood, value)) continue;
		if (value === null) delete fields[key];
		else fields[key] = value;
	}
	if (Object.keys(fields).length > maxFields) {
		throw new RefusalError({ code: 'request.too-large', path: 'body.fields' });
	}
	const isMoving = body.schoolCode !== undefined && takes(schoolMark, row.schoolCode, body.schoolCode);
	const under = [
		signatureMark,
		...(body.signature?.covers ?? []).map((key) => (isSchool(key) ? schoolMark : key)),
	];
	const takesSignature = body.signature !== undefined && (isNew || !under.some(isConcurrent));
	if (takesSignature) mark(signatureMark);
	return {
		revision,
		fields,
		schoolCode: isMoving ? body.schoolCode! : row.schoolCode,
		marks,
		lost,
		takesSignature,
	};
}

/** A letter is filled with the school by either name. */
const isSchool = (key: string) => key === 'schoolCode' || key === 'school';

/** Whether something that a text was filled with differs between two contents of a record. */
export function differsUnder(
	covers: readonly string[],
	before: Pick<EnrollmentRow, 'fields' | 'schoolCode'>,
	after: Pick<EnrollmentRow, 'fields' | 'schoolCode'>,
): boolean {
	const valueOf = (from: typeof before, key: string) => (isSchool(key) ? from.schoolCode : from.fields[key]);
	return covers.some((key) => isOther(valueOf(before, key), valueOf(after, key)));
}
