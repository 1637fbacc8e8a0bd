import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

interface Run {
	status: number | null;
	lines: string[];
	stderr: string;
}

/** Runs the command as a process with these bytes on its standard input. */
function run(args: string[], input: string): Promise<Run> {
	return new Promise((resolve, reject) => {
		const child = spawn('node_modules/.bin/node', ['server/cli/policy.ts', ...args]);
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
		child.on('error', reject);
		child.on('close', (status) => resolve({ status, lines: stdout.split('\n').slice(0, -1), stderr }));
		child.stdin.end(input);
	});
}

function coverage(id: string): string {
	return JSON.stringify({
		id,
		scheme: 'changchun-2023',
		question: 'coverage',
		facts: { paidOn: '2022-12-31' },
	});
}

test('thousands of cases come back one a line, in order, with status 0', async () => {
	const ids = Array.from({ length: 5000 }, (_, i) => `case-${i}`);
	const { status, lines } = await run(['decide'], `${ids.map(coverage).join('\n')}\n`);
	expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids);
	expect(status).toBe(0);
});

test('a bad case is answered, the run goes on, and the status is 1', async () => {
	const { status, lines } = await run(['decide'], `${coverage('a')}\n\nnonsense\r\n${coverage('b')}`);
	expect(lines.map((line) => JSON.parse(line).id)).toEqual(['a', null, 'b']);
	expect(status).toBe(1);
});

test('line separators within a string do not end the line', async () => {
	const { lines } = await run(['decide'], coverage('a\u2028b'));
	expect(lines.map((line) => JSON.parse(line).id)).toEqual(['a\u2028b']);
});

test('no input gives no output', async () => {
	expect(await run(['decide'], '')).toMatchObject({ status: 0, lines: [] });
});

test('with --trace each answer says what held, failed and could not be judged, and is else the same', async () => {
	const fee = { id: 1, scheme: 'changchun-2023', question: 'fee', facts: { date: '2022-10-15' } };
	const plain = JSON.parse((await run(['decide'], JSON.stringify(fee))).lines[0]!);
	const { trace, ...rest } = JSON.parse((await run(['decide', '--trace'], JSON.stringify(fee))).lines[0]!);
	expect(rest).toEqual(plain);
	expect(trace).toContainEqual({
		rule: 'student-charge-certain',
		holds: 'not-known',
		cites: ['C9'],
		facts: ['student.age', 'student.schoolRegistered'],
	});
});

test('check runs as a command', async () => {
	expect(await run(['check'], '')).toMatchObject({ status: 0, stderr: '' });
});

test('another command tells how it is used', async () => {
	expect(await run(['guess'], '')).toMatchObject({
		status: 2,
		lines: [],
		stderr: expect.stringContaining('usage'),
	});
});
