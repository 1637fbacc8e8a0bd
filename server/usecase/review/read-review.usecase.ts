import { RefusalError } from '#shared/errors/refusal.ts';
import type { ReviewCase } from '#shared/protocol/review.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import { viewEnrollment } from '../enrollment/view-enrollment.ts';
import { viewOrder } from '../payment/view-order.ts';
import type { Services } from '../ports.ts';
import { withNumbersMasked } from './hidden-values.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

/** One case with everything that a reviewer judges by, numbers masked. Each look is written down. Throws `request.not-found`. */
export async function readCase(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<ReviewCase> {
	const { services, actor, id } = call;
	return services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.get(id);
		// A school sees its own enrollments' rows, and never what a reviewer reads of them.
		if (actor.role !== 'reviewer' || !row || row.submittedAtMs === null)
			throw new RefusalError({ code: 'request.not-found' });
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
		const reviewed = submissions.findLast(({ atMs }) => atMs <= (judgedAtMs ?? 0)) ?? null;
		const shown: ReviewCase = {
			enrollment: await viewEnrollment(tx, row),
			letterText: row.letterText,
			evaluations: await tx.evaluations.list(id),
			order: order && (await viewOrder({ tx, services, order })),
			reviews,
			reviewed,
			history: history
				.filter(({ act }) => act.startsWith('enrollment.') && act !== 'enrollment.edit')
				.map(({ act, atMs, actor: by }) => ({ act, atMs, by: roleInHistory(by, row, actor) })),
			hold: isHeld ? { isMine: held.reviewerAccountId === actor.accountId, untilMs: held.untilMs } : null,
			isSampled: await tx.desk.isSampled(id),
			isOwnEntry: await tx.desk.isOwnEntry(id),
			alike: await tx.desk.alike(id),
		};
		const contents = [row.fields, ...submissions.map(({ fields }) => fields), ...questioned(shown)];
		return withNumbersMasked(shown, contents);
	});
}

/** Values that were asked about or corrected: they may be of no submission that is kept. */
function questioned({ enrollment, reviews }: ReviewCase): DraftFields[] {
	const asked = reviews.flatMap(({ reasons }) => reasons.map(({ field, was }) => ({ field, value: was })));
	const corrected = (enrollment.corrections ?? []).flatMap(({ changes }) =>
		changes.flatMap(({ field, was, is }) => [was, is].map((value) => ({ field, value }))),
	);
	return [...asked, ...corrected].flatMap(({ field, value }) => (field === null ? [] : [{ [field]: value }]));
}

/** Who did it, as far as a reviewer needs to know: never an account's id of somebody else. */
function roleInHistory(by: string, row: EnrollmentRow, reader: AccountActor): string {
	if (by === row.ownerAccountId) return 'owner';
	if (by === reader.accountId) return 'self';
	return by === 'system' ? 'system' : 'staff';
}
