import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { demoAccounts } from '#server/boot/demo-data/accounts.ts';
import { startServer } from '#server/boot/start-server.ts';
import { Caller } from '../../support/server-under-test.ts';

/** It begins with no database at all, and makes and migrates one. */
vi.setConfig({ testTimeout: 120_000 });

describe('a server in production', () => {
	let dataDir: string;
	beforeAll(() => {
		dataDir = mkdtempSync(join(tmpdir(), 'campuscover-production-'));
	});
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const production = () =>
		readConfig({
			MODE: 'production',
			ALLOW_EMBEDDED_DATABASE: 'yes',
			PUBLIC_URL: 'https://campus.example',
			DATA_DIR: dataDir,
			HOST: '127.0.0.1',
			GATEWAY_URL: 'http://127.0.0.1:9',
			REGISTER_URL: 'http://127.0.0.1:9',
			SMS_URL: 'http://127.0.0.1:9',
			GATEWAY_SECRET: 'a-long-gateway-secret',
			REGISTER_SECRET: 'a-long-register-secret',
			SMS_SECRET: 'a-long-secret-for-sms',
			SCHOOL_KEY_MASTER: 'k'.repeat(43),
			LOG_LEVEL: 'silent',
		});
	const start = async (config: ReturnType<typeof readConfig>) =>
		startServer({ ...config, port: 0 }, { jobs: false });

	it('holds no demo account, sends strict headers, takes today, and cannot move the date', async () => {
		const server = await start(production());
		const phones = demoAccounts.map(({ phone }) => phone);
		expect(await server.services.uow.run({ kind: 'system' }, (tx) => tx.accounts.countByPhones(phones))).toBe(
			0,
		);
		const caller = new Caller(server.url);
		const moment = await caller.query('status.moment');
		expect(moment.data.demo).toBe(false);
		expect(moment.headers.get('strict-transport-security')).toContain('max-age=31536000');
		const moved = await caller.mutate('demo.moveBusinessDate', { date: '2022-10-15' });
		expect(moved.code).toBe('demo.not-available');
		const asked = await caller.mutate('account.requestCode', { phone: '13400000001', purpose: 'sign-in' });
		expect(asked.code).toBe('auth.sms-silent');
		expect(asked.headers.getSetCookie().join()).toMatch(/Secure/);
		await server.close();
	});

	it('does not start on a database with demo accounts', async () => {
		const demo = await start(
			readConfig({
				DATA_DIR: dataDir,
				HOST: '127.0.0.1',
				REGISTER_URL: 'http://127.0.0.1:9',
				LOG_LEVEL: 'silent',
			}),
		);
		await demo.close();
		await expect(start(production())).rejects.toThrow(ConfigError);
		await expect(start(production())).rejects.toThrow(/demo accounts/);
	});
});
