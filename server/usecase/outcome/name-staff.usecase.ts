import { RefusalError } from '#shared/errors/refusal.ts';
import type { NameStaffInput } from '#shared/protocol/outcome.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { administered } from './own-school.ts';

/** The school names somebody (C11), once however often it is sent under its id. Throws `request.not-found`. */
export async function nameStaff(call: {
	services: Services;
	actor: AccountActor;
	input: NameStaffInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const schoolCode = administered(actor);
	await services.uow.run(actor, async (tx) => {
		const atMs = services.clock.nowMs();
		const isNew = await tx.schoolStaff.insert({
			...input,
			schoolCode,
			namedByAccountId: actor.accountId,
			namedAtMs: atMs,
			endedOn: null,
		});
		if (!isNew) {
			const known = await tx.schoolStaff.ofSchool(schoolCode);
			if (!known.some(({ id }) => id === input.id)) throw new RefusalError({ code: 'request.not-found' });
			return;
		}
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'outcome.name-staff',
			subject: input.id,
			detail: { duty: input.duty, since: input.since, hasUndertaking: input.undertakingOn !== null },
		});
	});
}

/** From today on somebody is no longer named; the entry stays. Throws `request.not-found`. */
export async function endStaff(call: { services: Services; actor: AccountActor; id: string }): Promise<void> {
	const { services, actor, id } = call;
	const schoolCode = administered(actor);
	await services.uow.run(actor, async (tx) => {
		const on = services.businessDate.today();
		const known = await tx.schoolStaff.ofSchool(schoolCode);
		if (!known.some((row) => row.id === id)) throw new RefusalError({ code: 'request.not-found' });
		if (!(await tx.schoolStaff.end(schoolCode, id, on))) return;
		const atMs = services.clock.nowMs();
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: 'outcome.end-staff',
			subject: id,
			detail: { on },
		});
	});
}
