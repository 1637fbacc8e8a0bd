/** `npm run audit -- verify`: walks the audit chain and compares it with the heads outside the database. */
import path from 'node:path';
import { createAuditHeadsFile } from '#server/adapters/audit-heads-file.ts';
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import { verifyAudit } from '#server/usecase/audit/verify-audit.usecase.ts';

async function verify(): Promise<number> {
	const config = readConfig(process.env);
	const database = await openDatabase(placeOf(config));
	try {
		const heads = createAuditHeadsFile(path.join(config.dataDir, 'audit-heads.jsonl'));
		const { sealed, faults } = await verifyAudit({ uow: createUnitOfWork(database), heads });
		for (const fault of faults) console.log(fault);
		console.log(`${sealed} sealed entries, ${faults.length} faults`);
		return faults.length === 0 ? 0 : 1;
	} finally {
		await database.close();
	}
}

if (process.argv[2] !== 'verify') {
	console.error('usage: npm run audit -- verify   (with the embedded database: stop the server first)');
	process.exit(2);
}
try {
	process.exitCode = await verify();
} catch (error) {
	if (!(error instanceof ConfigError || error instanceof DatabaseInUseError)) throw error;
	console.error(error.message);
	process.exitCode = 2;
}
