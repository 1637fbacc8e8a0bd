import { describe, expect, it } from 'vitest';
import { ChildFailure, createChildWork } from '#server/adapters/child/child-work.ts';

const script = new URL('../../../fixtures/children/unruly.child.ts', import.meta.url);
const work = (more = {}) =>
	createChildWork<{ act: string }, unknown>({
		script,
		memoryMb: 64,
		timeoutMs: 20_000,
		maxWaiting: 2,
		...more,
	});

async function failureOf(job: Promise<unknown>): Promise<ChildFailure> {
	const error = await job.then(
		() => new Error('it answered'),
		(reason: unknown) => reason,
	);
	if (!(error instanceof ChildFailure)) throw error;
	return error;
}

describe('work in a process of its own', () => {
	it('is answered in turn, and the process has no environment and writes nothing', async () => {
		const own = work();
		const [first, names] = await Promise.all([own.run({ act: 'answer' }), own.run({ act: 'environment' })]);
		expect(first).toBe('answered');
		expect(names).toEqual([]);
		expect(await own.run({ act: 'read' })).toBe(true);
		expect((await failureOf(own.run({ act: 'write' }))).kind).toBe('bug');
		expect(own.peakMb).toBeGreaterThan(0);
	});

	it('one that hangs is killed, and the next job has a new process', async () => {
		const own = work({ timeoutMs: 1_500 });
		expect((await failureOf(own.run({ act: 'hang' }))).kind).toBe('late');
		const patient = work();
		expect(await patient.run({ act: 'answer' })).toBe('answered');
	});

	it('one that dies or eats all memory takes nobody with it', async () => {
		const own = work();
		expect((await failureOf(own.run({ act: 'die' }))).kind).toBe('died');
		expect((await failureOf(own.run({ act: 'eat' }))).kind).toBe('died');
		expect(await own.run({ act: 'answer' })).toBe('answered');
	});

	it('what it throws says where, never what', async () => {
		const failure = await failureOf(work().run({ act: 'throw' }));
		expect(failure.kind).toBe('bug');
		expect(failure.message).toContain('TypeError');
		expect(failure.message).not.toContain('张三');
	});

	it('too many waiting are sent away', async () => {
		const own = work();
		const jobs = Array.from({ length: 3 }, () => own.run({ act: 'answer' }));
		expect((await failureOf(own.run({ act: 'answer' }))).kind).toBe('busy');
		expect(await Promise.all(jobs)).toEqual(['answered', 'answered', 'answered']);
	});
});
