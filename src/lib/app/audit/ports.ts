import type { AuditChain, AuditCheck, AuditPage, AuditSearchInput } from '#shared/protocol/audit.ts';
import type { LegalHolds, LiftHoldInput, PlaceHoldInput } from '#shared/protocol/legal-hold.ts';
import type { Answer } from '../app.ts';

/** What an auditor reads, the walk that they start, and what they keep from ending by itself. */
export interface AuditPort {
	search(query: AuditSearchInput): Answer<AuditPage>;
	chain(): Answer<AuditChain>;
	check(): Answer<AuditCheck>;
	holds(): Answer<LegalHolds>;
	hold(of: PlaceHoldInput): Answer<LegalHolds>;
	lift(of: LiftHoldInput): Answer<LegalHolds>;
}
