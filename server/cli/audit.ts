/** `npm run audit -- verify`: walks the audit chain and compares it with the heads outside the database. */
import path from 'node:path';
import { createAuditHeadsFile } from '#server/adapters/audit-heads-file.ts';
import { verifyAudit } from '#server/usecase/audit/verify-audit.usecase.ts';
import { verifyCommand } from './verify-command.ts';

await verifyCommand('audit', async ({ uow, config }) => {
	const heads = createAuditHeadsFile(path.join(config.dataDir, 'audit-heads.jsonl'));
	const { sealed, faults } = await verifyAudit({ uow, heads });
	return { faults, lines: [], looked: `${sealed} sealed entries` };
});
