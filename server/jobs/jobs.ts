import { dropExpiredLists, makeLists } from '#server/usecase/export/make-lists.usecase.ts';
import { cleanUpAccounts } from '#server/usecase/account/clean-up.usecase.ts';
import { collectOrphans } from '#server/usecase/document/collect-orphans.usecase.ts';
import { runChainChecks } from '#server/usecase/audit/check-chain.usecase.ts';
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { sendMessages } from '#server/usecase/notice/send-messages.usecase.ts';
import { sendPushes } from '#server/usecase/notice/send-pushes.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import { matchStatements } from '#server/usecase/statement/match-statements.usecase.ts';
import { expireRosterFiles } from '#server/usecase/roster/expire-files.usecase.ts';
import { tellPrepared } from '#server/usecase/outcome/tell-prepared.usecase.ts';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { breathe } from '#server/usecase/breathe.ts';
import type { Services } from '#server/usecase/ports.ts';
import { removeExpired } from '#server/usecase/retention/remove-expired.usecase.ts';
import { runJobs } from './runner.ts';

const second = 1_000;

/** Some rows at a time, so that what people ask for comes in between; not longer than a while, so that a stop is quick. */
async function matchAll(
	services: Services,
	match: (call: { services: Services }) => Promise<number>,
): Promise<number> {
	let done = 0;
	for (let time = 0; time < 20; time++) {
		const some = await match({ services });
		done += some;
		if (some === 0) break;
		await breathe();
	}
	return done;
}

/** Starts what runs by time; the function that comes back stops it. One call a server process. */
export function startJobs(services: Services) {
	return runJobs(
		[
			{ name: 'pair-enrollments', everyMs: 2 * second, run: () => pairEnrollments({ services }) },
			{ name: 'collect-facts', everyMs: 2 * second, run: () => collectFacts({ services }) },
			{ name: 'push-orders', everyMs: 2 * second, run: () => pushOrders({ services }) },
			{ name: 'query-orders', everyMs: 5 * second, run: () => queryOrders({ services }) },
			{ name: 'match-statements', everyMs: second, run: () => matchAll(services, matchStatements) },
			{ name: 'read-rosters', everyMs: second, run: () => readRosterFiles({ services }) },
			{ name: 'match-students', everyMs: 2 * second, run: () => matchAll(services, matchStudents) },
			{ name: 'tell-prepared', everyMs: 2 * second, run: () => matchAll(services, tellPrepared) },
			{ name: 'make-lists', everyMs: second, run: () => matchAll(services, makeLists) },
			{ name: 'drop-expired-lists', everyMs: 600 * second, run: () => dropExpiredLists({ services }) },
			{ name: 'expire-roster-files', everyMs: 600 * second, run: () => expireRosterFiles({ services }) },
			{ name: 'send-messages', everyMs: 2 * second, run: () => sendMessages({ services }) },
			{ name: 'send-pushes', everyMs: 2 * second, run: () => sendPushes({ services }) },
			{ name: 'clean-up', everyMs: 600 * second, run: () => cleanUpAccounts({ services }) },
			{ name: 'collect-orphans', everyMs: 3600 * second, run: () => collectOrphans({ services }) },
			{ name: 'remove-expired', everyMs: 3600 * second, run: () => removeExpired({ services }) },
			// The chain is never more than a minute behind what was committed.
			{
				name: 'seal-audit',
				everyMs: 30 * second,
				run: () => sealAudit({ services, heads: services.auditHeads }),
			},
			{ name: 'check-chain', everyMs: 2 * second, run: () => runChainChecks({ services }) },
		],
		services.logger,
	);
}
