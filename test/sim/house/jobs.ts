/** What runs by time, each the use case that `server/jobs` calls. */
import { sealAudit } from '#server/usecase/audit/seal-audit.usecase.ts';
import type { AuditHeadsPort } from '#server/usecase/audit/ports.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { pairEnrollments } from '#server/usecase/enrollment/pair-enrollments.usecase.ts';
import { sendMessages } from '#server/usecase/notice/send-messages.usecase.ts';
import { pushOrders } from '#server/usecase/payment/push-orders.usecase.ts';
import { queryOrders } from '#server/usecase/payment/query-orders.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { Scheduler } from '../engine/scheduler.ts';

const soonMs = 10_000;
const seldomMs = 120_000;

/**
 * Each in turn, soon after something was written and seldom otherwise: a run through an hour of virtual time must not
 * ask the database thousands of times whether there is anything to do. Goes on until its process is killed.
 */
export async function runJobsWhenNeeded(parts: {
	services: Services;
	heads: AuditHeadsPort;
	scheduler: Scheduler;
	commits(): number;
}): Promise<never> {
	const { services, heads, scheduler, commits } = parts;
	const jobs = [
		() => pairEnrollments({ services }),
		() => collectFacts({ services }),
		() => pushOrders({ services }),
		() => queryOrders({ services }),
		() => sendMessages({ services }),
		() => sealAudit({ services, heads }),
	];
	for (let lastCommits = -1, lastMs = 0; ;) {
		await scheduler.sleep(soonMs);
		if (commits() === lastCommits && scheduler.nowMs - lastMs < seldomMs) continue;
		// What fails is tried again with the next round, as the runner of jobs does.
		for (const job of jobs) await job().catch(() => 0);
		lastCommits = commits();
		lastMs = scheduler.nowMs;
	}
}
