/** What an auditor reads: who did or saw what, and how the chain stands. No name but the first character, no other personal data. */
import * as z from 'zod/mini';
import { roles } from '../domain/account/role.ts';
import { Id } from './mutation.ts';

/** `looks`: personal data was read; `exports`: it was taken out; `decisions`: about enrollments and claims. */
const auditGroups = ['looks', 'exports', 'decisions', 'money', 'accounts'] as const;
export type AuditGroup = (typeof auditGroups)[number];

const Day = z.iso.date();

export const AuditSearchInput = z.strictObject({
	group: z.optional(z.enum(auditGroups)),
	/** An account's id. */
	actor: z.optional(Id),
	/** A record's id. */
	subject: z.optional(Id),
	/** Days of Asia/Shanghai, both included. */
	from: z.optional(Day),
	to: z.optional(Day),
	after: z.optional(z.string().check(z.regex(/^\d{1,15}\.\d{1,15}$/))),
});
export type AuditSearchInput = z.infer<typeof AuditSearchInput>;

/** Null: the product itself. */
const AuditActor = z.nullable(
	z.object({
		id: z.string(),
		/** As it is now. */
		role: z.enum(roles),
		/** Null: the account is bound to nobody. */
		nameMasked: z.nullable(z.string()),
	}),
);

export const AuditLine = z.object({
	id: z.number(),
	atMs: z.number(),
	act: z.string(),
	subject: z.nullable(z.string()),
	by: AuditActor,
	/** Ids, codes, counts, and for what was taken out, the reason. */
	detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** Newest first. */
export const AuditPage = z.object({ lines: z.array(AuditLine), next: z.nullable(z.string()) });
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditCheck = z.object({
	id: z.string(),
	askedAtMs: z.number(),
	/** Null while it waits or runs. */
	doneAtMs: z.nullable(z.number()),
	sealed: z.number(),
	/** What is wrong, a line each, at most some dozens; empty: the chain is whole. */
	faults: z.array(z.string()),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

export const AuditChain = z.object({
	/** The newest link, and when its head was written outside the database. */
	lastSeal: z.nullable(z.object({ number: z.number(), hash: z.string() })),
	lastHead: z.nullable(z.object({ number: z.number(), atMs: z.number() })),
	/** Entries that wait for their seal. */
	unsealed: z.number(),
	/** Newest first. */
	checks: z.array(AuditCheck),
});
export type AuditChain = z.infer<typeof AuditChain>;
