/** The guide as data: what stands on its pages, and what its search looks through. */
import type { ShownEntry } from '#lib/ui/guide/shown-entry.ts';

export const sectionKeys = [
	'who',
	'enroll',
	'identity',
	'stop',
	'money',
	'dates',
	'pay',
	'benefits',
	'claims',
	'after',
	'school',
	'contacts',
	'clauses',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

export type Entry = ShownEntry;

export interface EntryGroup {
	key: string;
	label?: string;
	/** A remark below. */
	note?: string;
	/** In this order, numbered. */
	isOrdered?: boolean;
	/** Drawn by a picture or a table of its own; here for the search only. */
	isElsewhere?: boolean;
	entries: Entry[];
}

export interface GuideSection {
	key: SectionKey;
	title: string;
	/** What it answers, for the list of sections. */
	summary: string;
	groups: EntryGroup[];
}
