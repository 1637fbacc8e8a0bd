import { expect, it } from 'vitest';
import { inSpiteOfConflicts } from '#server/store/conflicts.ts';

const failing = (code: string, times: number) => {
	let left = times;
	return async () => {
		if (left-- > 0) throw Object.assign(new Error('Key (name)=(测试甲) …'), { code });
		return 'done';
	};
};

it('runs a transaction again that lost against another one', async () => {
	expect(await inSpiteOfConflicts(failing('40P01', 3))).toBe('done');
	expect(await inSpiteOfConflicts(failing('40001', 1))).toBe('done');
});

it.each(['40P01', '57P01', '08006', '53300', 'ECONNREFUSED', '55P03'])(
	'says that the server is unavailable when %s does not pass, in no words of the database',
	async (code) => {
		const error = await inSpiteOfConflicts(failing(code, 100)).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ name: 'RefusalError', message: 'server.unavailable' });
	},
);

it.each([
	'Connection terminated unexpectedly',
	'Client has encountered a connection error and is not queryable',
	'timeout exceeded when trying to connect',
])('takes the driver’s “%s” for silence too', async (words) => {
	const silent = inSpiteOfConflicts(() => Promise.reject(new Error(words)));
	await expect(silent).rejects.toThrow('server.unavailable');
});

it('hands on a bug as it is, and tries it once', async () => {
	const work = failing('23505', 1);
	await expect(inSpiteOfConflicts(work)).rejects.toMatchObject({ code: '23505' });
	expect(await work()).toBe('done');
});
