import { RefusalError } from '#shared/errors/refusal.ts';
import { maxMarks, type HeldStudents } from '#shared/protocol/office.ts';
import { studentChargeRule } from '#shared/rules/index.ts';
import type { Actor } from '../actor.ts';
import type { Services } from '../ports.ts';

/**
 * Students of the administrator's own school who must not pay yet (C9): the school has not said that they are
 * entered in the platform. The look is written down. Throws `request.not-found` without a school.
 */
export async function readHeldStudents(call: {
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
}): Promise<HeldStudents> {
	const { services, actor } = call;
	const { schoolCode } = actor;
	if (actor.role !== 'school-admin' || !schoolCode) throw new RefusalError({ code: 'request.not-found' });
	return services.uow.run(actor, async (tx) => {
		const held = await tx.schoolRegistrations.held(schoolCode, studentChargeRule, maxMarks);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'office.held-students',
			subject: null,
			detail: { rows: held.rows.length },
		});
		return held;
	});
}
