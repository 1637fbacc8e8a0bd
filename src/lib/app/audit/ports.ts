import type { AuditChain, AuditCheck, AuditPage, AuditSearchInput } from '#shared/protocol/audit.ts';
import type { Answer } from '../app.ts';

/** What an auditor reads, and the one thing that they start. */
export interface AuditPort {
	search(query: AuditSearchInput): Answer<AuditPage>;
	chain(): Answer<AuditChain>;
	check(): Answer<AuditCheck>;
}
