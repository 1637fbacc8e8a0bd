import type { AuditPort } from '#lib/app/audit/ports.ts';
import { AuditChain, AuditCheck, AuditPage } from '#shared/protocol/audit.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** The auditor's desk: online only, loaded with its page. */
export function auditWire(): AuditPort {
	const { audit } = createClient();
	return {
		search: (query) => checked(AuditPage, () => audit.search.query(query)),
		chain: () => checked(AuditChain, () => audit.chain.query()),
		check: () => checked(AuditCheck, () => audit.check.mutate()),
	};
}
