import type { AuditPort } from '#lib/app/audit/ports.ts';
import { AuditChain, AuditCheck, AuditPage } from '#shared/protocol/audit.ts';
import { LegalHolds } from '#shared/protocol/legal-hold.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** The auditor's desk: online only, loaded with its page. */
export function auditWire(): AuditPort {
	const { audit } = createClient();
	return {
		search: (query) => checked(AuditPage, () => audit.search.query(query)),
		chain: () => checked(AuditChain, () => audit.chain.query()),
		holds: () => checked(LegalHolds, () => audit.holds.query()),
		hold: (of) => checked(LegalHolds, () => audit.hold.mutate(of)),
		lift: (of) => checked(LegalHolds, () => audit.lift.mutate(of)),
		check: () => checked(AuditCheck, () => audit.check.mutate()),
	};
}
