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
import type { Services } from '#server/usecase/ports.ts';
import { runJobs } from './runner.ts';

const second = 1_000;

/** Some rows at a time, so that what people ask for comes in between; not longer than a while, so that a stop is quick. */
async function matchAll(services: Services): Promise<number> {
	let done = 0;
	for (let time = 0; time < 20; time++) {
		const some = await matchStatements({ services });
		done += some;
		if (some === 0) break;
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
			{ name: 'match-statements', everyMs: second, run: () => matchAll(services) },
			{ name: 'send-messages', everyMs: 2 * second, run: () => sendMessages({ services }) },
			{ name: 'send-pushes', everyMs: 2 * second, run: () => sendPushes({ services }) },
			{ name: 'clean-up', everyMs: 600 * second, run: () => cleanUpAccounts({ services }) },
			{ name: 'collect-orphans', everyMs: 3600 * second, run: () => collectOrphans({ services }) },
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
