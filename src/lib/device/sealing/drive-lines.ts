/*
 * What lists and search need of a drive, one line a student, in pages of a few hundred lines that are sealed each by itself: two
 * thousand students are a handful of rows to open, and one more is one page to seal. Pure.
 *
 * Pages are a cache of `driveDraft` and `stub`. Whoever writes one of those writes the line in the same transaction; where a
 * page is missing, spoiled or counts otherwise than those, all of the drive's are made anew.
 */
import type { DriveDraftContent, StubContent } from './drive-draft.ts';
import { stubOf } from './drive-draft.ts';
import { initialsOf } from './initials.ts';

/** A form that is being filled in. */
export interface FormLine {
	kind: 'form';
	id: string;
	name: string;
	/** Of the name; of two readings both, with a space between. */
	initials: string;
	studentNumber: string;
	college: string;
	atMs: number;
	rosterId?: string;
	/** It does not open any more: counted, and listed nowhere. */
	isLost?: true;
}

/** A form that was sealed. How far it is stands in its row, which changes while the vault is locked. */
export interface SealedLine extends StubContent {
	kind: 'sealed';
	id: string;
	/** Of the one character that is known. */
	initials: string;
	atMs: number;
}

export type DriveLine = FormLine | SealedLine;

export const linesAPage = 256;

export function formLine(id: string, { college, rosterId, draft }: DriveDraftContent): FormLine {
	const name = String(draft.fields.name ?? '').trim();
	const studentNumber = String(draft.fields.studentNumber ?? '').trim();
	const initials = initialsOf(name);
	const line: FormLine = {
		...{ kind: 'form', id, name, initials, studentNumber, college },
		atMs: draft.createdAtMs,
	};
	return rosterId === undefined ? line : { ...line, rosterId };
}

export const lostForm = (id: string): FormLine => ({
	...{ kind: 'form', id, name: '', initials: '', studentNumber: '', college: '', atMs: 0 },
	isLost: true,
});

export function sealedLine(id: string, content: StubContent, atMs: number): SealedLine {
	return { kind: 'sealed', id, ...content, initials: initialsOf(content.initial), atMs };
}

export function sealedLineOf(id: string, content: DriveDraftContent, atMs: number): SealedLine {
	return sealedLine(id, stubOf(content), atMs);
}

export const isSameLine = (a: DriveLine | undefined, b: DriveLine) =>
	a !== undefined && JSON.stringify(a) === JSON.stringify(b);

export function countsOf(lines: DriveLine[]): { forms: number; sealed: number } {
	const forms = lines.filter(({ kind }) => kind === 'form').length;
	return { forms, sealed: lines.length - forms };
}

/** In pages, as they are written where there are none. */
export function inPages(lines: DriveLine[]): DriveLine[][] {
	const pages = Math.ceil(lines.length / linesAPage);
	return Array.from({ length: pages }, (_, n) => lines.slice(n * linesAPage, (n + 1) * linesAPage));
}
