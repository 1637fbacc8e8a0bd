import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPolicy } from '../../server/cli/policy/run.ts';

const fixture = 'test/policy/fixtures/yunze-2024';
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'schemes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as the process does, within this one. */
async function policy(...args: string[]) {
	let out = '';
	let stderr = '';
	const into = (add: (text: string) => void) =>
		new Writable({ write: (chunk, _encoding, done) => (add(String(chunk)), done()) });
	const status = await runPolicy(args, {
		input: Readable.from([]),
		output: into((text) => (out += text)),
		errors: into((text) => (stderr += text)),
	});
	return { status, lines: out.split('\n').slice(0, -1), stderr };
}

/** The fixture as a folder of its own with one text replaced in one file. */
function spoiled(name: string, file: string, from: string, to: string): string {
	const copy = path.join(folder, name);
	cpSync(fixture, copy, { recursive: true });
	const text = readFileSync(path.join(copy, file), 'utf8');
	expect(text).toContain(from);
	writeFileSync(path.join(copy, file), text.replace(from, to));
	return copy;
}

test('check: the shipped schemes are sound', async () => {
	expect(await policy('check')).toEqual({
		status: 0,
		lines: ['✓ changchun-2023: 22 facts', '✓ yunnan-kunming-2023: 26 facts'],
		stderr: '',
	});
});

test.each([
	[
		'a quote that does not stand in the source',
		'facts.ts',
		'三年每人810元',
		'三年每人800元',
		/facts\.ts:\d+ facts\.Z2\.quotes\.0: expected a sentence of source\.txt/,
	],
	[
		'an amount below zero',
		'scheme.ts',
		'personalFen: 30_000',
		'personalFen: -1',
		/scheme\.ts:\d+ contribution\.personalFen: expected at least 0/,
	],
	[
		'a day that does not exist',
		'scheme.ts',
		"closes: '2024-02-20'",
		"closes: '2024-02-30'",
		/enrollment\.closes: expected a calendar date/,
	],
	[
		'a number that is no fact',
		'benefits.ts',
		"cites: ['Z7']",
		"cites: ['Z77']",
		/benefits\.ts:\d+ amounts\.amounts\.inpatient\.cites\.0: expected a fact of yunze-2024, but Z77 is none/,
	],
	[
		'an era that overlaps a shipped one',
		'scheme.ts',
		"place: 'yunze'",
		"place: 'changchun'",
		/id: expected changchun-2024/,
	],
	['a file that is no TypeScript', 'scheme.ts', 'export const', 'export konst', /scheme\.ts: cannot be read/],
])('check: %s is named with file, path and how to mend it', async (what, file, from, to, said) => {
	const { status, lines } = await policy('check', spoiled(what.replaceAll(' ', '-'), file, from, to));
	expect(status).toBe(1);
	expect(lines.join('\n')).toMatch(said);
	if (!/cannot be read/.test(lines.join())) expect(lines.join('\n')).toContain('to mend:');
});

test('new: writes a folder that passes the check, with its holes listed', async () => {
	const made = await policy('new', 'lanshan-2025', '--into', folder);
	expect(made.status).toBe(0);
	const target = path.join(folder, 'lanshan-2025');
	expect(readdirSync(target).sort()).toEqual(['facts.ts', 'form.ts', 'scheme.ts', 'source.txt']);
	const { status, lines } = await policy('check', target);
	expect(status).toBe(0);
	expect(lines[0]).toBe('✓ lanshan-2025: 1 facts, not in the registry');
	expect(lines).toEqual(
		expect.arrayContaining(['  ○ to be filled in: contribution', '  ○ to be filled in: inForce']),
	);
});

test('new: never writes over anything, and wants a place and a year', async () => {
	await policy('new', 'once-2025', '--into', folder);
	writeFileSync(path.join(folder, 'once-2025', 'facts.ts'), 'mine');
	const again = await policy('new', 'once-2025', '--into', folder);
	expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('nothing was written') });
	expect(readFileSync(path.join(folder, 'once-2025', 'facts.ts'), 'utf8')).toBe('mine');
	expect(await policy('new', '../elsewhere', '--into', folder)).toMatchObject({ status: 2 });
	expect(await policy('new', 'changchun-2023')).toMatchObject({ status: 2 });
});

test('diff: tells what changes for whom, with the clauses of both', async () => {
	const dearer = spoiled('dearer', 'scheme.ts', 'personalFen: 24_000', 'personalFen: 26_000');
	expect((await policy('diff', fixture, dearer)).lines).toEqual([
		'虚构·云泽2024年度（yunze-2024） → 虚构·云泽2024年度（yunze-2024）',
		'',
		'【金额】',
		'· 个人缴费（未满18周岁的学生）：240元 → 260元〔依据 Z1〕',
	]);
	expect((await policy('diff', fixture, fixture)).lines).toContain('没有变化');
});

test('diff: covers amounts, times, papers and rules of two shipped schemes, also as JSON', async () => {
	const text = (await policy('diff', 'yunnan-kunming-2023', 'changchun-2023')).lines.join('\n');
	for (const line of [
		'· 个人缴费（全体学生）：350元 → 320元〔依据 Y13 → C1〕',
		'+ 待遇等待期（集中缴费期外缴费的学生）：90日，缴费当日为第1日：缴费日加90日起享受待遇〔依据 C3〕',
		'+ 寒暑假在户籍地住院（申请报销的学生）：患者户口本原件〔依据 C17〕',
		'- 审核（全体学生）：不再有“审核办结后才能缴费”〔依据 Y10〕',
	]) {
		expect(text).toContain(line);
	}
	const json = JSON.parse(
		(await policy('diff', 'yunnan-kunming-2023', 'changchun-2023', '--json')).lines.join('\n'),
	);
	expect(json).toContainEqual({
		section: '金额',
		key: 'personal',
		about: '个人缴费',
		before: { who: '全体学生', value: '350元', cites: ['Y13'] },
		after: { who: '全体学生', value: '320元', cites: ['C1'] },
	});
});

test('a scheme that cannot be found is named, and the known ones with it', async () => {
	expect(await policy('diff', 'atlantis-2023', 'changchun-2023')).toMatchObject({
		status: 2,
		stderr: expect.stringMatching(/atlantis-2023.*changchun-2023, yunnan-kunming-2023/),
	});
	expect(await policy('check', 'atlantis-2023')).toMatchObject({ status: 1 });
});
