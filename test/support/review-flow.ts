/** Reviewers at their desk, and cases that wait for them. */
import type { ReviewFindInput } from '#shared/protocol/review-desk.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { collectFacts } from '#server/usecase/enrollment/collect-facts.usecase.ts';
import { planApprovals, runApprovals } from '#server/usecase/review/approve-many.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { findCases } from '#server/usecase/review/find-cases.usecase.ts';
import { releaseCase, takeCase, takeNext } from '#server/usecase/review/hold-case.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { anIdNumber } from './applicant.ts';
import { completeFields, consent, edit, submit, type World } from './flow-world.ts';

/** What registers say of somebody about whom nothing is to be remarked. */
export function nothingToRemark(world: World): void {
	world.registers.insurance = { insured: 'none', lumpSumThrough: null, place: null };
	world.registers.school = {
		schoolCode: 'kmmu',
		studentNumber: null,
		enrolled: true,
		graduatesOn: null,
	};
	world.registers.identities = [];
}

/** A case of this name that waits; with `isChecked` the registers have answered. */
export async function aWaitingCase(
	world: World,
	name: string,
	{ isChecked = false, ...more }: DraftFields & { isChecked?: boolean } = {},
): Promise<{ record: string; actor: AccountActor; idNumber: string }> {
	const { actor, person, device } = await world.student({ name, idNumber: anIdNumber() });
	const record = world.newId();
	const fields = { ...completeFields(person), ...more };
	world.clock.moveOn(1);
	const { results } = await device.send([edit(record, fields, { consent }), await submit(record, fields)]);
	const refused = results.find(({ status }) => status === 'refused');
	if (refused) throw new Error(`refused: ${refused.code} ${refused.path}`);
	if (isChecked) while ((await collectFacts({ services: world.services })) > 0);
	return { record, actor, idNumber: person.idNumber };
}

/** Everything that one reviewer does, in their name. */
export function deskOf(world: World, actor: AccountActor) {
	const { services } = world;
	const call = { services, actor };
	const seen = async (id: string) => {
		const { evaluations } = await readCase({ ...call, id });
		return { id, evaluationId: evaluations.at(-1)!.id };
	};
	const reasons = [{ target: 'field', field: 'phone', code: 'unclear', words: '' } as const];
	return {
		actor,
		seen,
		find: (query: ReviewFindInput) => findCases({ ...call, query }),
		names: async (query: ReviewFindInput) =>
			(await findCases({ ...call, query })).rows.map(({ name }) => name),
		read: (id: string) => readCase({ ...call, id }),
		take: (id: string, how: { despiteHolder?: true } = {}) => takeCase({ ...call, input: { id, ...how } }),
		next: () => takeNext({ ...call, filter: {} }),
		release: (id: string) => releaseCase({ ...call, id }),
		approve: async (id: string, how: { despiteHolder?: true } = {}) =>
			approveEnrollment({ ...call, input: { ...(await seen(id)), ...how } }),
		giveBack: async (id: string, how: { despiteHolder?: true } = {}) =>
			returnEnrollment({ ...call, input: { ...(await seen(id)), reasons, ...how } }),
		plan: (ids: string[]) => planApprovals({ ...call, ids }),
		run: (id: string) => runApprovals({ ...call, id }),
	};
}
