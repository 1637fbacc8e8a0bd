import { protocolVersion } from '#shared/protocol/version.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { Services } from '#server/usecase/ports.ts';
import { demoAccounts } from './accounts.ts';
import { demoClaim } from './claim.ts';
import { demoEnrollments } from './enrollments.ts';
import { loadDemoAccounts } from './load-accounts.ts';
import { loadDemoClaim } from './load-claim.ts';
import { demoDrive, loadDemoDrive } from './load-drive.ts';
import { loadDemoEnrollments } from './load-enrollments.ts';
import { demoFeedback, loadDemoFeedback } from './load-feedback.ts';
import { demoRosterRows, loadDemoRoster } from './load-roster.ts';
import { loadDemoStatement } from './load-statement.ts';

const markKey = 'demo-data';

/**
 * The demo's accounts with what they have done so far; what is there stays as it is. Once all of it is there, a mark says
 * so, and the next start goes through none of it: to find each thing there takes a second of processor.
 */
export async function loadDemo(services: Services): Promise<void> {
	const mark = await sha256Hex(
		JSON.stringify({
			protocolVersion,
			demoAccounts,
			demoEnrollments,
			demoClaim,
			demoFeedback,
			demoDrive,
			demoRosterRows,
		}),
	);
	const known = await services.uow.run({ kind: 'system' }, (tx) => tx.settings.get(markKey));
	if (known === mark) return;
	await loadDemoAccounts(services);
	const taken = [
		await loadDemoEnrollments(services),
		await loadDemoClaim(services),
		await loadDemoStatement(services),
		await loadDemoFeedback(services),
		await loadDemoDrive(services),
		await loadDemoRoster(services),
	];
	if (taken.includes(false)) return;
	await services.uow.run({ kind: 'system' }, (tx) => tx.settings.set(markKey, mark));
}
