/** A roster over HTTP: who may bring one, what size and kind; every call for another school, also in a batch with one's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchStudents } from '#server/usecase/roster/match-students.usecase.ts';
import { readRosterFiles } from '#server/usecase/roster/read-files.usecase.ts';
import { rosterCsv, rosterRow } from '../../support/roster-files.ts';
import { startServerUnderTest, type Caller, type ServerUnderTest } from '../../support/server-under-test.ts';

describe('a roster over HTTP', () => {
	let under: ServerUnderTest;
	/** Of two schools. */
	let own: Caller;
	let other: Caller;
	beforeAll(async () => {
		under = await startServerUnderTest();
		[own, other] = [await under.signedIn('19000000013'), await under.signedIn('19000000015')];
	});
	afterAll(() => under.stop());

	const post = (caller: Caller, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
		caller.send('/api/rosters', {
			method: 'POST',
			body,
			headers: { 'content-type': 'application/octet-stream', ...headers },
		});
	const codeOf = async (reply: Response) =>
		((await reply.json()) as { error: { data: { code: string } } }).error.data.code;
	const file = rosterCsv([rosterRow(1), rosterRow(2)], 'gbk');
	const brought = async (caller: Caller) => {
		const { id } = (await (await post(caller, file)).json()) as { id: string };
		await readRosterFiles({ services: under.server.services });
		return id;
	};

	it('is taken from a school administrator alone, from no other site, and not in any size', async () => {
		expect(await codeOf(await post(under.caller(), file))).toBe('auth.required');
		for (const phone of ['19000000011', '19000000012', '19000000014', '19000000001']) {
			const caller = await under.signedIn(phone);
			expect(await codeOf(await post(caller, file))).toBe('request.not-found');
			expect((await caller.query('roster.overview')).code).toBe('request.not-found');
		}
		expect(await codeOf(await post(own, file, { 'sec-fetch-site': 'cross-site' }))).toBe(
			'request.cross-site',
		);
		expect(await codeOf(await post(own, file, { 'content-type': 'text/plain' }))).toBe('request.malformed');
		expect(await codeOf(await post(own, new Uint8Array(100_000_000)))).toBe('request.too-large');
	});

	it('another school’s ids are answered as ids that are nobody’s', async () => {
		const [mine, theirs] = [await brought(own), await brought(other)];
		const nobodys = '018f0000-0000-7000-8000-0000000000aa';
		const call = (name: string, id: string) =>
			name === 'roster.import' || name === 'roster.problems'
				? own.query(name, { id })
				: own.mutate(name, { id });
		for (const name of ['roster.import', 'roster.problems', 'roster.takeOver', 'roster.undo']) {
			const [swapped, absent] = [await call(name, theirs), await call(name, nobodys)];
			expect([swapped.status, swapped.code, swapped.error]).toEqual([404, 'request.not-found', absent.error]);
			expect((await call(name, mine)).status, name).toBe(200);
		}
		// Calls in a batch are no way around: there are none.
		const input = encodeURIComponent(JSON.stringify({ 0: { id: mine }, 1: { id: theirs } }));
		const batch = await own.send(`/api/trpc/roster.import,roster.import?batch=1&input=${input}`);
		expect(batch.status).toBe(400);
		const wanted = { sheet: 0, headLine: null, columns: null };
		const refused = await own.mutate('roster.readAnew', { id: theirs, ...wanted });
		expect(refused.error).toEqual((await own.mutate('roster.readAnew', { id: nobodys, ...wanted })).error);
		// Nothing of it reached the other school's.
		expect((await other.query('roster.import', { id: theirs })).data.summary.state).toBe('checked');
		const [student] = (await own.mutate('roster.students', {})).data.rows;
		const { open } = (await own.query('roster.candidates')).data;
		const { studentId, enrollmentId } = open[0];
		for (const swapped of [
			{ studentId, enrollmentId },
			{ studentId: student.id, enrollmentId },
		]) {
			expect((await other.mutate('roster.decide', { ...swapped, word: 'same' })).data).toEqual({
				isDone: false,
			});
		}
	});

	it('who looks and who decides is written down, without what was seen', async () => {
		const { id } = (await (await post(own, rosterCsv([rosterRow(7)]))).json()) as { id: string };
		await readRosterFiles({ services: under.server.services });
		await own.query('roster.import', { id });
		await own.mutate('roster.takeOver', { id });
		await matchStudents({ services: under.server.services });
		await own.mutate('roster.students', { text: '学生' });
		const rows = await under.server.database.owner.selectFrom('audit_entry').selectAll().execute();
		const acts = new Set(rows.map(({ act }) => act));
		for (const act of [
			'roster.take',
			'roster.checked',
			'roster.import',
			'roster.apply',
			'roster.students',
			'roster.candidates',
		]) {
			expect(acts).toContain(act);
		}
		expect(JSON.stringify(rows)).not.toMatch(/学生|林小禾|530102\d/);
	});
});
