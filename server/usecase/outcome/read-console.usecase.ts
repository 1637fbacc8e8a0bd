import { maskName } from '#shared/domain/identity/name.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { SchoolConsole } from '#shared/protocol/outcome.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { administered } from './own-school.ts';
import { deadlinesOf } from './deadlines.ts';
import type { StaffRow } from './ports.ts';
import { assertSumsHold, summedUp } from './sum-up.ts';

/**
 * The administrator's own school: everybody of its roster in one outcome, by class, college and school; who is late
 * against the scheme's days; counts alone, no student. The look is written down. Without a scheme, or with one of which
 * there is no roster, the first that has one is shown. Throws `request.not-found` without a school.
 */
export async function readConsole(call: {
	services: Services;
	actor: AccountActor;
	schemeId: string | undefined;
}): Promise<SchoolConsole> {
	const { services, actor } = call;
	const schoolCode = administered(actor);
	return services.uow.run(actor, async (tx) => {
		const schemeIds = await tx.outcomes.schemesOf(schoolCode);
		const schemeId = schemeIds.find((id) => id === call.schemeId) ?? schemeIds[0] ?? null;
		const ofRoster = await readRoster(tx, services, { schoolCode, schemeId });
		const staff = await tx.schoolStaff.ofSchool(schoolCode);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'outcome.console',
			subject: null,
			detail: { rows: ofRoster.size },
		});
		return {
			schoolCode,
			schemeIds,
			schemeId,
			...ofRoster,
			staff: staff.map((row) => viewStaff(row, actor.accountId)),
		};
	});
}

async function readRoster(
	tx: Tx,
	services: Services,
	{ schoolCode, schemeId }: { schoolCode: string; schemeId: string | null },
) {
	if (schemeId === null) {
		const leaving = { total: 0, stopped: 0, staying: 0, open: 0, stillEnrolled: 0 };
		return {
			...summedUp({ size: 0, counts: [] }),
			deadlines: [],
			leaving,
			prepared: { asked: 0, begun: 0, declared: 0 },
		};
	}
	const of = { schoolCode, schemeId };
	const sums = await tx.outcomes.sums(of);
	const summed = summedUp(sums);
	// Figures that do not add up are not shown.
	assertSumsHold(summed);
	const { total, stopped, staying, stillEnrolled } = await tx.outcomes.leaving(of);
	const scheme = schemeById(schemeId);
	const deadlines = scheme ? deadlinesOf(scheme, sums.counts, services.businessDate.today()) : [];
	const open = total - stopped - staying;
	const prepared = await tx.preparedEntries.counts(of);
	return { ...summed, deadlines, prepared, leaving: { total, stopped, staying, open, stillEnrolled } };
}

function viewStaff(row: StaffRow, readerId: string): SchoolConsole['staff'][number] {
	const { id, name, duty, since, undertakingOn, endedOn } = row;
	const isNamer = row.namedByAccountId === readerId;
	return { id, name: isNamer ? name : maskName(name), duty, since, undertakingOn, endedOn };
}
