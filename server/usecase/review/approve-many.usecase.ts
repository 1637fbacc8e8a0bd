/*
 * Many cases at once: those alone about which the rules remark nothing. Before any is approved, a sample is drawn and
 * set aside (抽查): those stay in the queue for a person, whatever becomes of the rest. What is to do stands in rows, so
 * that it goes on where it was; each case is a transaction of its own.
 */
import type { PassedOverReason } from '#shared/domain/review/desk.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { BulkApproval } from '#shared/protocol/review-desk.ts';
import { newId } from '#shared/std/id.ts';
import type { AccountActor } from '../actor.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services, Tx } from '../ports.ts';
import { approveSeen } from './approve-enrollment.usecase.ts';
import { drawSample } from './draw-sample.ts';
import type { BulkItem } from './ports.ts';

/** So many in one call: whoever waits sees how far it is. */
const batchSize = 10;

interface Call {
	services: Services;
	actor: AccountActor;
}

/**
 * Draws the sample and writes down what is to be approved; approves nothing yet. Cases with remarks, of another state
 * or not the actor's to see are left out alike; of whom the actor took down at the window, how many is told. Throws RefusalError
 * `enrollment.findings-stand`: none is left; `enrollment.own-entry`: none but those.
 */
export async function planApprovals(call: Call & { ids: string[] }): Promise<BulkApproval> {
	const { services, actor, ids } = call;
	const { samplePercent } = services.review;
	return services.uow.run(actor, async (tx) => {
		const found = await tx.desk.cleanOf(ids);
		const clean = found.filter(({ isOwnEntry }) => !isOwnEntry);
		const ownEntries = found.length - clean.length;
		if (clean.length === 0) {
			throw new RefusalError({ code: ownEntries > 0 ? 'enrollment.own-entry' : 'enrollment.findings-stand' });
		}
		const sample = drawSample(
			services.random,
			clean.map((one) => one.id),
			samplePercent,
		);
		const id = newId(services.clock, services.random);
		const atMs = services.clock.nowMs();
		const items = clean.map(({ id: enrollmentId, evaluationId }) => ({
			enrollmentId,
			evaluationId,
			result: sample.has(enrollmentId) ? ('set-aside' as const) : ('waiting' as const),
			reason: null,
		}));
		await tx.bulk.add({ id, reviewerAccountId: actor.accountId, samplePercent, atMs }, items);
		if (sample.size > 0) await tx.desk.setAside([...sample]);
		const entry = { atMs, actor: actor.accountId };
		await tx.audit.appendAll([
			{
				...entry,
				act: 'review.plan-approvals',
				subject: id,
				detail: { count: clean.length, setAside: sample.size, samplePercent, ownEntries },
			},
			...[...sample].map((subject) => ({
				...entry,
				act: 'enrollment.set-aside' as const,
				subject,
				detail: { bulkId: id },
			})),
		]);
		return { ...(await viewBulk(tx, actor, id)), ownEntries };
	});
}

/** Approves some of those that wait, and answers with how far it is. Throws RefusalError `request.not-found`. */
export async function runApprovals(call: Call & { id: string }): Promise<BulkApproval> {
	const { services, actor, id } = call;
	const items = await services.uow.run(actor, (tx) => tx.bulk.items(actor.accountId, id));
	if (items.length === 0) throw new RefusalError({ code: 'request.not-found' });
	const settle = (item: BulkItem, reason: PassedOverReason) =>
		services.uow.run(actor, (tx) =>
			tx.bulk.settle(id, { ...item, result: 'passed-over', reason }, services.clock.nowMs()),
		);
	await eachAlone(services, items.filter(({ result }) => result === 'waiting').slice(0, batchSize), {
		work: async (item) => {
			const reason = await approveOne(call, item);
			if (reason) await settle(item, reason);
			return reason === null;
		},
		putOff: (item) => settle(item, 'failed'),
	});
	return services.uow.run(actor, (tx) => viewBulk(tx, actor, id));
}

const reasonOf: Partial<Record<ErrorCode, PassedOverReason>> = {
	'enrollment.content-changed': 'changed',
	'enrollment.duplicate': 'changed',
	'enrollment.findings-stand': 'findings',
	'enrollment.own-review': 'own',
	'enrollment.own-entry': 'own',
	'enrollment.wrong-state': 'decided',
	'request.not-found': 'decided',
	'review.held': 'held',
};

/** Null: approved, and noted so in the same transaction. Otherwise why not. */
async function approveOne({ services, actor, id }: Call & { id: string }, item: BulkItem) {
	const input = { id: item.enrollmentId, evaluationId: item.evaluationId };
	try {
		const ownerAccountId = await services.uow.run(actor, async (tx) => {
			const owner = await approveSeen(tx, { services, actor, input });
			if (owner === null) throw new RefusalError({ code: 'enrollment.wrong-state' });
			if (await tx.desk.isSampled(item.enrollmentId)) {
				throw new RefusalError({ code: 'enrollment.content-changed' });
			}
			await tx.bulk.settle(id, { ...item, result: 'approved', reason: null }, services.clock.nowMs());
			return owner;
		});
		services.pokes.poke(ownerAccountId);
		return null;
	} catch (error) {
		const reason = error instanceof RefusalError ? reasonOf[error.refusal.code] : undefined;
		if (!reason) throw error;
		return reason;
	}
}

async function viewBulk(tx: Tx, actor: AccountActor, id: string): Promise<BulkApproval> {
	const items = await tx.bulk.items(actor.accountId, id);
	return {
		id,
		items: items.map(({ enrollmentId, caseNumber, name, result, reason }) => ({
			id: enrollmentId,
			caseNumber,
			name,
			result,
			reason,
		})),
	};
}
