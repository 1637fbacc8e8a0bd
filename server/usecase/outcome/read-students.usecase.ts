import { maskName } from '#shared/domain/identity/name.ts';
import { OutcomeSaid } from '#shared/domain/roster/outcome.ts';
import type { Reminder, RemindInput, StudentRow, Students, StudentsInput } from '#shared/protocol/outcome.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { administered } from './own-school.ts';
import type { StudentOutcome } from './ports.ts';

const pageSize = 100;
/** What a group chat takes, and a counsellor can call. */
const mostReminded = 2_000;

/** A page of the roster by college, class and number; names masked, no ID number. The look is written down. */
export async function readStudents(call: {
	services: Services;
	actor: AccountActor;
	query: StudentsInput;
}): Promise<Students> {
	const { services, actor, query } = call;
	const schoolCode = administered(actor);
	const { schemeId, after, ...choice } = query;
	if (query.number) await countHits(services, [{ limit: limits.searchByAccount, of: actor.accountId }]);
	return services.uow.run(actor, async (tx) => {
		const asked = { of: { schoolCode, schemeId }, choice };
		const found = await tx.outcomes.page(asked, after ?? null, pageSize + 1);
		const total = await tx.outcomes.count(asked);
		const rows = found.slice(0, pageSize);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'outcome.students',
			subject: null,
			detail: { rows: rows.length, isSearch: query.number !== undefined },
		});
		return { rows: rows.map(viewStudent), total, hasMore: found.length > pageSize };
	});
}

function viewStudent(row: StudentOutcome): StudentRow {
	const { name, word, wordBasis, ...shown } = row;
	return {
		...shown,
		nameMasked: maskName(name),
		said: word === null ? null : OutcomeSaid.parse({ word, ...wordBasis }),
	};
}

/**
 * Names by class for a text that goes into a group chat: the first character alone, or in full where the school asks for
 * it; never a number. Names in full are a sensitive look, and written down as one.
 */
export async function readReminder(call: {
	services: Services;
	actor: AccountActor;
	input: RemindInput;
}): Promise<Reminder> {
	const { services, actor, input } = call;
	const schoolCode = administered(actor);
	const { schemeId, names, ...choice } = input;
	if (names === 'full') await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	return services.uow.run(actor, async (tx) => {
		const found = await tx.outcomes.page({ of: { schoolCode, schemeId }, choice }, null, mostReminded + 1);
		const rows = found.slice(0, mostReminded);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'outcome.remind',
			subject: null,
			detail: { rows: rows.length, names },
		});
		const byClass = Map.groupBy(rows, ({ college, className }) => JSON.stringify([college, className]));
		const classes = [...byClass.values()].map((students) => ({
			college: students[0]!.college,
			className: students[0]!.className,
			names: students.map(({ name }) => (names === 'full' ? name : maskName(name))),
		}));
		return { classes, count: rows.length, isCut: found.length > mostReminded };
	});
}
