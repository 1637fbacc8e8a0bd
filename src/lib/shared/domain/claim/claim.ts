/** A claim (报销申请) and what it holds; its life is told in `claim-state.ts`. */
import * as z from 'zod/mini';
import { hashOfJson, sha256Pattern } from '../../std/hash.ts';
import { maxDocuments, maxPages, maxSlots } from '../document/limits.ts';
import type { DraftFields } from '../enrollment/fields.ts';

const Sha256 = z.string().check(z.regex(sha256Pattern));
const Slot = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));

/** Of one paper: the SHA-256 of each page, in order. Null, in an edit, clears it. */
const Pages = z.nullable(z.array(Sha256).check(z.maxLength(maxPages)));

/** The files of each paper, by the paper's key in the scheme. */
export const ClaimDocuments = z.record(Slot, Pages).check(
	z.refine((documents) => Object.keys(documents).length <= maxSlots, 'too many papers'),
	z.refine((documents) => hashesOf(documents).length <= maxDocuments, 'too many files'),
);
export type ClaimDocuments = z.infer<typeof ClaimDocuments>;

/** Every file named, in order, each once. */
export function hashesOf(documents: ClaimDocuments): string[] {
	return [...new Set(Object.values(documents).flatMap((pages) => pages ?? []))];
}

/** Papers without a page are the same as absent ones. */
export function withoutEmpty(documents: ClaimDocuments): Record<string, string[]> {
	const kept = Object.entries(documents).flatMap(([slot, pages]) =>
		pages && pages.length > 0 ? [[slot, pages] as const] : [],
	);
	return Object.fromEntries(kept);
}

/** What a claim holds and a submission locks. */
export interface ClaimContent {
	schemeId: string;
	claimKind: string;
	fields: DraftFields;
	documents: ClaimDocuments;
}

/** Nulls, absent fields and empty papers are the same. */
export function claimContentHash({ schemeId, claimKind, fields, documents }: ClaimContent): Promise<string> {
	const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
	return hashOfJson({ schemeId, claimKind, fields: given, documents: withoutEmpty(documents) });
}

interface ClaimFields {
	agent: boolean;
	bankName?: string;
}

/** What the rules ask of the form: who applies, and the bank, if one was named. */
export function claimFieldsOf(fields: DraftFields): ClaimFields {
	const { agent, bankName } = fields;
	const name = typeof bankName === 'string' ? bankName.trim() : '';
	return { agent: agent === true, ...(name === '' ? {} : { bankName: name }) };
}
