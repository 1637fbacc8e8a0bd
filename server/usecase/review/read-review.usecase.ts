import { RefusalError } from '#shared/errors/refusal.ts';
import type { ReviewCase } from '#shared/protocol/review.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { viewEnrollment } from '../enrollment/view-enrollment.ts';
import { viewOrder } from '../payment/view-order.ts';
import type { Services } from '../ports.ts';

/** One case with everything that a reviewer judges by. Each look is written down. Throws `request.not-found`. */
export async function readCase(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<ReviewCase> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.get(id);
		if (!row || row.submittedAtMs === null) throw new RefusalError({ code: 'request.not-found' });
		const order = await tx.orders.ofEnrollment(id);
		const reviews = await tx.reviewWords.list(id);
		const judgedAtMs = reviews.at(-1)?.atMs;
		const submissions = judgedAtMs === undefined ? [] : await tx.submissions.list(id);
		const history = await tx.audit.ofSubject(id);
		const held = await tx.holds.of(id);
		const isHeld = held !== null && held.untilMs > services.clock.nowMs();
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'review.read',
			subject: id,
			detail: {},
		});
		return {
			enrollment: await viewEnrollment(tx, row),
			letterText: row.letterText,
			evaluations: await tx.evaluations.list(id),
			order: order && (await viewOrder({ tx, services, order })),
			reviews,
			reviewed: submissions.findLast(({ atMs }) => atMs <= (judgedAtMs ?? 0)) ?? null,
			history: history
				.filter(({ act }) => act.startsWith('enrollment.') && act !== 'enrollment.edit')
				.map(({ act, atMs, actor: by }) => ({ act, atMs, by: roleInHistory(by, row, actor) })),
			hold: isHeld ? { isMine: held.reviewerAccountId === actor.accountId, untilMs: held.untilMs } : null,
			isSampled: await tx.desk.isSampled(id),
			alike: await tx.desk.alike(id),
		};
	});
}

/** Who did it, as far as a reviewer needs to know: never an account's id of somebody else. */
function roleInHistory(by: string, row: EnrollmentRow, reader: AccountActor): string {
	if (by === row.ownerAccountId) return 'owner';
	if (by === reader.accountId) return 'self';
	return by === 'system' ? 'system' : 'staff';
}
