/** What the office's people do, at their desks. */
import { checkClaim, rejectClaim, returnClaim } from '#server/usecase/claim-review/judge-papers.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { reopenEnrollment } from '#server/usecase/review/reopen-enrollment.usecase.ts';
import { rejectEnrollment, returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Rng } from '../engine/rng.ts';
import type { World } from './world.ts';

const words = '请核对';

const someActs = ['approve', 'approve', 'approve', 'return', 'return', 'reject'] as const;
type Act = (typeof someActs)[number];

const everything = {
	schemeId: null,
	schoolCode: null,
	flag: null,
	hands: null,
	beforeMs: null,
	search: null,
};

/** One case of those that are under review or approved, and one word on it. */
export async function review(world: World, rng: Rng, acts: readonly Act[] = someActs): Promise<void> {
	const { office, reviewer: actor, findings } = world;
	const done = office.act(async (services: Services) => {
		const seen = await services.uow.run(actor, async (tx) => {
			const state = acts.length === 1 || rng.chance(0.8) ? 'declared' : 'approved';
			const by = { accountId: actor.accountId, nowMs: services.clock.nowMs() };
			const rows = await tx.desk.page({ ...everything, state }, by, { afterId: null, limit: 20 });
			const row = rows.length > 0 ? rng.pick(rows) : null;
			const evaluation = row && (await tx.evaluations.newest(row.id));
			return row && evaluation ? { row, evaluation } : null;
		});
		if (!seen) return;
		const head = { id: seen.row.id, evaluationId: seen.evaluation.id };
		const reasons = [{ target: 'field', field: 'address', code: 'unclear', words } as const];
		const call = { services, actor };
		if (seen.row.state === 'approved') {
			await reopenEnrollment({ ...call, input: { ...head, reasons, code: 'student-asked', words } });
			findings.note(`reviewer reopened ${head.id}`);
			return;
		}
		const act = rng.pick(acts);
		if (act === 'approve') await approveEnrollment({ ...call, input: head });
		else if (act === 'return') await returnEnrollment({ ...call, input: { ...head, reasons } });
		else await rejectEnrollment({ ...call, input: { ...head, code: 'other', words } });
		findings.note(`reviewer said ${act} of ${head.id}`);
	});
	await done.catch((error: unknown) => {
		if (!(error instanceof RefusalError)) throw error;
		findings.note(`reviewer was told ${error.refusal.code}`);
	});
}

/** One claim that was handed in: its papers are accepted, or one of them is to be sent again, or it is rejected. */
export async function judgeClaim(world: World, rng: Rng): Promise<void> {
	const { office, reviewer: actor, findings } = world;
	const done = office.act(async (services: Services) => {
		const { rows } = await services.uow.run(actor, (tx) =>
			tx.claims.queue({ state: 'submitted', after: null, limit: 20 }),
		);
		const row = rows.length > 0 ? rng.pick(rows) : null;
		if (!row) return;
		const papers = Object.keys(row.documents);
		const seen = { id: row.id, revision: row.revision };
		const accepted = { verdict: 'accepted', code: null, words: '' } as const;
		const call = { services, actor };
		const act = rng.pick(['check', 'return', 'return', 'reject'] as const);
		if (act === 'check') {
			const judged = papers.map((paper) => ({ paper, ...accepted }));
			await checkClaim({ ...call, input: { ...seen, papers: judged } });
		} else if (act === 'return') {
			const paper = rng.pick(papers);
			const judged = [{ paper, verdict: 'questioned', code: 'unclear', words } as const];
			await returnClaim({ ...call, input: { ...seen, papers: judged, bills: [] } });
		} else {
			await rejectClaim({ ...call, input: { ...seen, code: 'other', words, papers: [] } });
		}
		findings.note(`reviewer said ${act} of claim ${row.id}`);
	});
	await done.catch((error: unknown) => {
		if (!(error instanceof RefusalError)) throw error;
		findings.note(`reviewer was told ${error.refusal.code}`);
	});
}
