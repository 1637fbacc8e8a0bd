/** A school's file becomes its roster: read, looked at, applied, taken back; and nobody else's. */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { AccountActor } from '#server/usecase/actor.ts';
import { sayOutcome } from '#server/usecase/outcome/say-outcome.usecase.ts';
import { applyRoster, readRosterAnew, undoRoster } from '#server/usecase/roster/apply-roster.usecase.ts';
import { expireRosterFiles } from '#server/usecase/roster/expire-files.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import {
	readRosterImport,
	readRosterOverview,
	readRosterProblems,
	readRosterStudents,
} from '#server/usecase/roster/read-roster.usecase.ts';
import { takeRoster } from '#server/usecase/roster/take-roster.usecase.ts';
import type { RosterMapping } from '#shared/domain/roster/mapping.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { createWorld, refusalOf, type World } from '../../support/flow-world.ts';
import { idNumberOf, rosterCsv, rosterHeads, rosterRow } from '../../support/roster-files.ts';
import { inline, rawXlsx, sheetOf, xlsx } from '../../support/statement-files.ts';

describeOnEachDatabase('a roster', (database) => {
	let world: World;
	let admin: AccountActor;
	beforeAll(async () => {
		world = await createWorld(database());
	});
	/** A school without a roster. */
	const newSchool = async () => {
		await sql`truncate roster_import cascade`.execute(database().owner);
		admin = await world.account('school-admin', 'kmmu');
	};
	const services = () => world.services;
	const take = (bytes: Uint8Array<ArrayBuffer>, actor = admin) =>
		takeRoster({ services: services(), actor, bytes });
	const readAll = async () => {
		while ((await readRosterFiles({ services: services() })) > 0);
	};
	const detailOf = (id: string, actor = admin) => readRosterImport({ services: services(), actor, id });
	const read = async (bytes: Uint8Array<ArrayBuffer>) => {
		const { id } = await take(bytes);
		await readAll();
		return { id, ...(await detailOf(id)) };
	};
	const apply = (id: string, actor = admin) => applyRoster({ services: services(), actor, id });
	const undo = (id: string, actor = admin) => undoRoster({ services: services(), actor, id });
	const students = async (input = {}, actor = admin) =>
		(await readRosterStudents({ services: services(), actor, input })).rows;
	const overview = (actor = admin) => readRosterOverview({ services: services(), actor });
	const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => rosterRow(from + n));
	const counted = (count: object) => ({ new: 0, changed: 0, same: 0, problem: 0, missing: 0, ...count });

	it('is read, shown with what it would do, and only then the roster; its numbers are masked', async () => {
		await newSchool();
		const { id, summary, found, preview, problems } = await read(rosterCsv(rows(0, 60)));
		expect(summary).toMatchObject({ state: 'checked', counts: counted({ rows: 60, read: 60, new: 60 }) });
		expect(found).toMatchObject({
			format: 'csv',
			headLine: 1,
			mergedLines: 0,
			columns: { studentNumber: 0, name: 1 },
		});
		expect(found!.heads[3]).toEqual({
			text: '身份证号',
			example: `530102********${idNumberOf(0).slice(-4)}`,
		});
		expect([preview.length, problems]).toEqual([10, []]);
		expect(await students()).toEqual([]);
		expect(await apply(id)).toMatchObject({ state: 'applied', canUndo: true, counts: counted({ new: 60 }) });
		const page = await readRosterStudents({ services: services(), actor: admin, input: {} });
		expect([page.rows.length, page.total]).toEqual([50, 60]);
		expect(JSON.stringify(page)).not.toContain(idNumberOf(0).slice(6, 14));
		const rest = await students({ after: page.next! });
		expect(new Set([...page.rows, ...rest].map((row) => row.id)).size).toBe(60);
		expect(await overview()).toMatchObject({ total: 60, matched: 0, waiting: 60 });
		expect(await students({ text: '202200007' })).toMatchObject([
			{ studentNumber: '202200007', phoneMasked: '138****0007' },
		]);
		expect(await students({ text: '学生甲', college: '药学院' })).toHaveLength(2);
		expect(await students({ text: '学%' })).toEqual([]);
	});

	it('the same file again changes nothing and says so, before it is applied and after', async () => {
		await newSchool();
		const file = rosterCsv(rows(0, 3));
		const { id } = await read(file);
		expect(await take(file)).toEqual({ id, isKnown: true });
		await apply(id);
		expect(await take(file)).toEqual({ id, isKnown: true });
		expect(await apply(id)).toMatchObject({ state: 'applied' });
		expect((await overview()).imports).toHaveLength(1);
		// The same lines in another file: every one is known.
		const again = await read(rosterCsv(rows(0, 3), 'utf8-bom'));
		expect(again.summary.counts).toMatchObject(counted({ same: 3 }));
		// Another file makes room for itself.
		await read(rosterCsv(rows(0, 2)));
		expect((await detailOf(again.id)).summary).toMatchObject({ state: 'failed', failure: 'replaced' });
	});

	it('a new file changes what it says, leaves what it does not say, and takes nobody out', async () => {
		await newSchool();
		await apply((await read(rosterCsv(rows(0, 4)))).id);
		const heads = ['姓名', '学号', '班级'];
		const second = rosterCsv(
			[
				['学生甲', '202200000', '转班'],
				['学生癸', '202299999', '新班'],
				['学生乙', '202200001', ''],
			],
			'gbk',
			heads,
		);
		const { id, summary, missing } = await read(second);
		expect(summary.counts).toMatchObject(counted({ new: 1, changed: 1, same: 1, missing: 2 }));
		expect(missing.map(({ studentNumber }) => studentNumber).toSorted()).toEqual(['202200002', '202200003']);
		await apply(id);
		expect((await overview()).total).toBe(5);
		expect(await students({ text: '202200000' })).toMatchObject([
			{
				className: '转班',
				college: '护理学院',
				idNumberMasked: `530102********${idNumberOf(0).slice(-4)}`,
				isLeaving: true,
			},
		]);
		// Taken back: who was new goes, who was changed is as before. The one before it cannot be taken back any more.
		expect(await undo(id)).toMatchObject({ state: 'undone', counts: { removed: 1, kept: 0 } });
		expect((await overview()).total).toBe(4);
		expect(await students({ text: '202200000' })).toMatchObject([{ className: '2022级1班' }]);
		expect(await undo(id)).toMatchObject({ state: 'undone', counts: { removed: 1 } });
		const first = (await overview()).imports[1]!;
		expect([first.canUndo, (await undo(first.id)).state]).toEqual([false, 'applied']);
	});

	it('an undo keeps of whom people have said something', async () => {
		await newSchool();
		const { id } = await read(rosterCsv(rows(0, 4)));
		await apply(id);
		const [stopped] = await students({ text: '202200001' });
		const [stays] = await students({ text: '202200002' });
		const said = { word: 'stopped', reason: 'graduated', effectiveOn: '2022-07-01', words: null } as const;
		await sayOutcome({ services: services(), actor: admin, ids: [stopped!.id], said });
		await database()
			.owner.updateTable('roster_student')
			.set({ stay_reason: 'delayed', stay_by_account_id: admin.accountId, stay_at_ms: 1 })
			.where('id', '=', stays!.id)
			.execute();
		expect(await undo(id)).toMatchObject({ counts: { removed: 2, kept: 2 } });
		const left = (await students()).map(({ studentNumber }) => studentNumber);
		expect(left.toSorted()).toEqual(['202200001', '202200002']);
	});

	it('what a spreadsheet has ruined is asked about and never the roster’s', async () => {
		await newSchool();
		const bad = [
			rosterRow(1, { 身份证号: '5.30102E+17' }),
			rosterRow(2, { 姓名: '锟斤拷' }),
			rosterRow(3, { 手机号: '=1+1' }),
			rosterRow(4),
			rosterRow(4, { 身份证号: idNumberOf(99) }),
		];
		const { id, summary, problems } = await read(rosterCsv([rosterRow(0), ...bad]));
		expect(summary.counts).toMatchObject(counted({ new: 1, problem: 5 }));
		expect(problems).toEqual([
			{ line: 3, found: [{ column: 'idNumber', kind: 'rounded' }] },
			{ line: 4, found: [{ column: 'name', kind: 'mojibake' }] },
			{ line: 5, found: [{ column: 'phone', kind: 'formula' }] },
			{ line: 6, found: [{ column: 'studentNumber', kind: 'number-twice' }] },
			{ line: 7, found: [{ column: 'studentNumber', kind: 'number-twice' }] },
		]);
		await apply(id);
		expect(await students()).toHaveLength(1);
		// The file's own cells can still be had, to mend them.
		const list = await readRosterProblems({ services: services(), actor: admin, id });
		expect(list.rows.map(({ cells }) => cells[3])).toContain('5.30102E+17');
	});

	it('is read anew with other columns, another sheet, another head row', async () => {
		await newSchool();
		const cells = (row: string[]) => row.map(inline);
		const sheet = sheetOf([cells(['2022级名册']), cells(rosterHeads), ...rows(0, 2).map(cells)]).replace(
			'</sheetData>',
			'</sheetData><mergeCells><mergeCell ref="E3:E4"/></mergeCells>',
		);
		const { id, found, summary } = await read(rawXlsx(sheet));
		expect(found).toMatchObject({ headLine: 2, mergedLines: 2, sheets: ['a'], sheet: 0 });
		expect(summary.counts).toMatchObject(counted({ problem: 2 }));
		const { college: _, ...columns } = found!.columns as RosterMapping;
		const anew = (input: object) =>
			readRosterAnew({
				services: services(),
				actor: admin,
				input: { id, sheet: 0, headLine: 2, columns, ...input },
			});
		expect(await anew({})).toMatchObject({ state: 'reading' });
		await readAll();
		expect((await detailOf(id)).summary.counts).toMatchObject(counted({ new: 2 }));
		// Without a needed column nothing is read, and it can be chosen again.
		await anew({ columns: { name: 1 } });
		await readAll();
		expect((await detailOf(id)).summary).toMatchObject({ state: 'checked', counts: { rows: 0 } });
		await anew({ sheet: 7, headLine: null, columns: null });
		await readAll();
		expect((await detailOf(id)).summary).toMatchObject({ state: 'failed', failure: 'unreadable' });
	});

	it('below two titles of merged cells, as a spreadsheet program writes them, the heads are found and can be chosen', async () => {
		await newSchool();
		const titled = async (heads: string[], note: string[]) =>
			xlsx([
				[{ value: '昆明医科大学学生名册', columnSpan: 8, align: 'center' }],
				note.length === 1
					? [{ value: note[0], columnSpan: 8 }]
					: [...note, ...Array(8 - note.length).fill('')].map((value) => ({ value })),
				...[heads, ...rows(0, 3)].map((row) => row.map((value) => ({ value, type: String }))),
			]);
		const known = await read(await titled(rosterHeads, ['制表：学生处']));
		expect(known.found).toMatchObject({
			headLine: 3,
			mergedLines: 0,
			columns: { studentNumber: 0, name: 1 },
		});
		expect(known.found!.top).toEqual({
			lines: [
				{ line: 1, text: '昆明医科大学学生名册' },
				{ line: 2, text: '制表：学生处' },
				{ line: 3, text: rosterHeads.join(' · ') },
			],
			suggested: 3,
		});
		// A note that names columns, above heads that nobody knows: the person says which row it is, then the columns.
		const own = ['代码', '人员', '类别', '号', '院', '组', '机', '届'];
		const { id, found } = await read(await titled(own, ['必填', '学号', '姓名']));
		expect(found).toMatchObject({ headLine: 2, top: { suggested: 2 } });
		const anew = async (columns: RosterMapping | null) => {
			const input = { id, sheet: 0, headLine: 3, columns };
			await readRosterAnew({ services: services(), actor: admin, input });
			await readAll();
			return detailOf(id);
		};
		const chosen = await anew(null);
		expect(chosen.found).toMatchObject({ headLine: 3, columns: {}, top: { suggested: 2 } });
		expect(chosen.found!.heads.map(({ text }) => text)).toEqual(own);
		const { summary } = await anew({ studentNumber: 0, name: 1 });
		expect(summary.counts).toMatchObject(counted({ rows: 3, read: 3, new: 3 }));
		await apply(id);
		expect((await students()).map(({ studentNumber }) => studentNumber).toSorted()).toEqual(
			rows(0, 3).map(([number]) => number),
		);
		// What stood in the first lines went with the file.
		expect((await detailOf(id)).found).not.toHaveProperty('top');
	});

	it('shows no student’s line for a head row', async () => {
		await newSchool();
		const { found } = await read(rosterCsv(rows(0, 30)));
		expect(found!.top).toEqual({ lines: [{ line: 1, text: rosterHeads.join(' · ') }], suggested: 1 });
	});

	it.each([
		['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'unreadable'],
		['half a workbook', rawXlsx(sheetOf([rosterHeads.map(inline)])).slice(0, 200), 'unreadable'],
		['a workbook that unfolds', rawXlsx(`<worksheet>${' '.repeat(210_000_000)}</worksheet>`), 'too-large'],
		['200,000 lines', rosterCsv(Array.from({ length: 200_000 }, () => ['1', '林小禾'])), 'too-large'],
	])('%s comes to nothing, and says why', async (_, bytes, failure) => {
		await newSchool();
		const { summary } = await read(bytes);
		expect(summary).toMatchObject({ state: 'failed', failure });
		const left = await database()
			.owner.selectFrom('roster_file')
			.select('import_id')
			.where('import_id', '=', summary.id)
			.execute();
		expect(left).toEqual([]);
	});

	it('a server that stops in the middle goes on behind the last line that is kept', async () => {
		await newSchool();
		const { id } = await take(rosterCsv(rows(0, 1_200)));
		let calls = 0;
		const stopping = {
			...services(),
			uow: {
				run: (...call: Parameters<World['services']['uow']['run']>) => {
					calls += 1;
					if (calls > 3) throw new Error('the server stops');
					return services().uow.run(...call);
				},
			},
		} as World['services'];
		await expect(readRosterFiles({ services: stopping })).rejects.toThrow('stops');
		expect((await detailOf(id)).summary).toMatchObject({
			state: 'reading',
			counts: { rows: 1_200, read: 500 },
		});
		// The rest alone is kept now.
		expect(await readRosterFiles({ services: services() })).toBe(700);
		expect((await detailOf(id)).summary).toMatchObject({
			state: 'checked',
			counts: counted({ read: 1_200, new: 1_200 }),
		});
	});

	it('of another school is as if it were not there, in every call', async () => {
		await newSchool();
		const { id } = await read(rosterCsv(rows(0, 3)));
		const other = await world.account('school-admin', 'ynau');
		for (const call of [
			() => detailOf(id, other),
			() => apply(id, other),
			() => undo(id, other),
			() => readRosterProblems({ services: services(), actor: other, id }),
			() =>
				readRosterAnew({
					services: services(),
					actor: other,
					input: { id, sheet: 0, headLine: null, columns: null },
				}),
		]) {
			expect(await refusalOf(call())).toMatchObject({ code: 'request.not-found' });
		}
		await apply(id);
		const [first] = await students();
		expect(await students({ after: first!.id }, other)).toEqual([]);
		expect(await overview(other)).toMatchObject({ total: 0, imports: [] });
		// The same file is another school's own: nothing tells that it was seen before.
		const { isKnown } = await take(rosterCsv(rows(0, 3)), other);
		expect(isKnown).toBe(false);
		for (const role of ['reviewer', 'clerk', 'student'] as const) {
			expect(await refusalOf(overview(await world.account(role)))).toMatchObject({
				code: 'request.not-found',
			});
		}
		expect(await refusalOf(overview(await world.account('school-admin', 'nowhere')))).toMatchObject({
			code: 'request.not-found',
		});
	});

	it('what is not needed any more goes: a file nobody went on with, what an undo would need', async () => {
		await newSchool();
		await apply((await read(rosterCsv([...rows(0, 3), rosterRow(3, { 姓名: '' })]))).id);
		const { id } = await read(rosterCsv(rows(0, 4)));
		await expireRosterFiles({ services: services() });
		expect((await detailOf(id)).summary.state).toBe('checked');
		world.clock.moveOn(2 * 86_400_000);
		await expireRosterFiles({ services: services() });
		expect((await detailOf(id)).summary).toMatchObject({ state: 'failed', failure: 'expired' });
		const applied = () => overview().then(({ imports }) => imports[1]!);
		expect((await applied()).canUndo).toBe(true);
		world.clock.moveOn(30 * 86_400_000);
		await expireRosterFiles({ services: services() });
		expect((await applied()).canUndo).toBe(false);
		const { owner } = database();
		const ofSchool = (table: 'roster_line' | 'roster_change' | 'roster_file') =>
			owner.selectFrom(table).select('import_id').where('school_code', '=', admin.schoolCode!).execute();
		expect(
			await Promise.all((['roster_line', 'roster_change', 'roster_file'] as const).map(ofSchool)),
		).toEqual([[], [], []]);
		expect((await overview()).total).toBe(3);
	});
});
