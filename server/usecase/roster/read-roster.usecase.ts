import { normalizeName } from '#shared/domain/identity/name.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type {
	RosterImportDetail,
	RosterOverview,
	RosterProblems,
	RosterStudents,
	RosterStudentsInput,
} from '#shared/protocol/roster.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { writeDown } from '../office/look-written-down.ts';
import type { Services, Tx } from '../ports.ts';
import { shownStudent, summaryOf } from './import-view.ts';
import { ownRoster } from './place.ts';
import type { RosterImport } from './ports.ts';

const importLimit = 10;
const previewLimit = 10;
const shownLimit = 50;
const pageSize = 50;
/** As many as a file may have. */
const problemLimit = 100_000;

interface Call {
	services: Services;
	actor: AccountActor;
}

/** How many, by class, how many are matched, and what was brought. Names nobody. Throws `request.not-found`. */
export async function readRosterOverview({ services, actor }: Call): Promise<RosterOverview> {
	const place = ownRoster(services, actor);
	const { total: open } = await services.uow.run({ kind: 'system' }, (tx) =>
		tx.rosterMatches.candidates(place.schoolCode, 'open', 0),
	);
	return services.uow.run(actor, async (tx) => {
		const classes = await tx.rosters.classes(place);
		const imports = [];
		for (const row of await tx.rosterImports.list(place, importLimit)) imports.push(await summaryOf(tx, row));
		const sum = (of: 'count' | 'matched') => classes.reduce((all, one) => all + one[of], 0);
		const waiting = await tx.rosters.waiting(place);
		return { total: sum('count'), matched: sum('matched'), waiting, open, classes, imports };
	});
}

/** Students of the roster, fifty at a time. The look is written down. Throws `request.not-found`, `request.too-many`. */
export async function readRosterStudents({
	services,
	actor,
	input,
}: Call & { input: RosterStudentsInput }): Promise<RosterStudents> {
	const { schoolCode, schemeId } = ownRoster(services, actor);
	const text = input.text && normalizeName(input.text.normalize('NFKC'));
	if (text) await countHits(services, [{ limit: limits.searchByAccount, of: actor.accountId }]);
	return services.uow.run(actor, async (tx) => {
		const { rows, total, hasMore } = await tx.rosters.page({
			schoolCode,
			schemeId,
			text: text || null,
			college: input.college ?? null,
			className: input.className ?? null,
			only: input.only ?? null,
			after: input.after ?? null,
			limit: pageSize,
		});
		await writeDown(tx, services, { actor, act: 'roster.students', subject: null, rows: rows.length });
		return {
			rows: rows.map((row) => ({ ...shownStudent(row), id: row.id, matchedBy: row.matchedBy })),
			total,
			next: hasMore ? (rows.at(-1)?.id ?? null) : null,
		};
	});
}

/** One import: how it is read, what it would do, what is asked. The look is written down. Throws `request.not-found`. */
export async function readRosterImport({
	services,
	actor,
	id,
}: Call & { id: string }): Promise<RosterImportDetail> {
	return onImport({ services, actor, id }, async (tx, row) => {
		const lines = row.state === 'checked' ? await tx.rosterImports.lines(id, previewLimit) : [];
		const problems = row.state === 'reading' ? [] : await tx.rosterImports.problems(id, shownLimit);
		const missing =
			row.state === 'checked' && row.counts.missing > 0
				? await tx.rosterImports.missing(row, shownLimit)
				: [];
		const rows = lines.length + problems.length + missing.length;
		if (rows > 0) await writeDown(tx, services, { actor, act: 'roster.import', subject: id, rows });
		return {
			summary: await summaryOf(tx, row),
			found: row.found,
			preview: lines.map(({ line, effect, student }) => ({
				line,
				effect: effect as 'new' | 'changed' | 'same',
				student: shownStudent(student),
			})),
			problems: problems.map(({ line, found }) => ({ line, found })),
			missing,
		};
	});
}

/** Every line with a problem as it stood in the file, for a file. Written down. Throws `request.not-found`. */
export async function readRosterProblems({
	services,
	actor,
	id,
}: Call & { id: string }): Promise<RosterProblems> {
	return onImport({ services, actor, id }, async (tx, row) => {
		const rows = await tx.rosterImports.problems(id, problemLimit);
		await writeDown(tx, services, { actor, act: 'roster.problems', subject: id, rows: rows.length });
		return { heads: row.found?.heads.map(({ text }) => text) ?? [], rows };
	});
}

async function onImport<T>(
	{ services, actor, id }: Call & { id: string },
	look: (tx: Tx, row: RosterImport) => Promise<T>,
): Promise<T> {
	const { schoolCode } = ownRoster(services, actor);
	return services.uow.run(actor, async (tx) => {
		const row = await tx.rosterImports.get(id);
		if (row?.schoolCode !== schoolCode) throw new RefusalError({ code: 'request.not-found' });
		return look(tx, row);
	});
}
