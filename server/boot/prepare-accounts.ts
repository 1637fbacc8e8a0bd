import type { Services } from '#server/usecase/ports.ts';
import { postJson } from '#server/adapters/http-json.ts';
import { ConfigError, type Config } from './config.ts';
import { demoAccounts, demoRegisterSeed } from './demo-data/accounts.ts';
import { loadDemo } from './demo-data/load-demo.ts';

/**
 * Demo mode: adds the demo's accounts with what they have done so far, and tells the pretended registers about them. Production: throws
 * ConfigError when one of them is in the database, since everybody could sign in to it.
 */
export async function prepareAccounts(config: Config, services: Services): Promise<void> {
	if (config.mode === 'production') return refuseDemoAccounts(services);
	await loadDemo(services);
	try {
		const { url: baseUrl, secret } = config.register;
		await postJson({ baseUrl, path: '/admin/seed', secret, body: demoRegisterSeed, timeoutMs: 3_000 });
	} catch {
		// Without them the demo still runs: its registers take people in on first sight.
		services.logger.warn({ service: 'register' }, 'demo registers not seeded');
	}
}

async function refuseDemoAccounts(services: Services): Promise<void> {
	const phones = demoAccounts.map(({ phone }) => phone);
	const count = await services.uow.run({ kind: 'system' }, (tx) => tx.accounts.countByPhones(phones));
	if (count > 0) {
		throw new ConfigError(
			`DATABASE_URL or DATA_DIR points to a database with ${count} demo accounts: use a fresh one`,
		);
	}
}
