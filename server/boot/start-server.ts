/** The composition root: opens the store, wires the ports, serves. */
import { access, constants, mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import { createHttpApp } from '#server/http/app.ts';
import { startJobs } from '#server/jobs/jobs.ts';
import { openDatabase, type Database, type DatabasePlace } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';
import type { Services } from '#server/usecase/ports.ts';
import { checkSchemes } from './check-schemes.ts';
import type { Config } from './config.ts';
import { prepareAccounts } from './prepare-accounts.ts';
import { createServices } from './services.ts';

export interface RunningServer {
	/** Where it listens, e.g. `http://127.0.0.1:3000`. */
	url: string;
	services: Services;
	database: Database;
	/** Takes no new work, ends what runs, closes the store. */
	close(): Promise<void>;
}

export interface Overrides extends Partial<Services> {
	/** Another place than the configuration's, e.g. `{ kind: 'memory' }`. */
	database?: DatabasePlace;
	/** False: nothing runs by time; a test calls the use cases itself. */
	jobs?: boolean;
}

export function placeOf(config: Config): DatabasePlace {
	return config.databaseUrl === null
		? { kind: 'embedded', folder: path.join(config.dataDir, 'db') }
		: { kind: 'postgres', url: config.databaseUrl };
}

/** Rejects with ConfigError (a production database that holds demo accounts), or when a part does not open. */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<RunningServer> {
	const { database: place, jobs: withJobs = true, ...ports } = overrides;
	checkSchemes();
	await mkdir(config.dataDir, { recursive: true });
	const database = await openDatabase(place ?? placeOf(config));
	try {
		return await startOn(database, config, ports, withJobs);
	} catch (error) {
		await database.close();
		throw error;
	}
}

async function startOn(
	database: Database,
	config: Config,
	ports: Partial<Services>,
	withJobs: boolean,
): Promise<RunningServer> {
	const migrated = await migrate(database);
	const { services, hub } = await createServices(config, database, ports);
	if (migrated.length > 0) services.logger.info({ migrated }, 'database migrated');
	await prepareAccounts(config, services);
	const app = createHttpApp({
		services,
		hub,
		probes: {
			database: () => services.uow.run({ kind: 'anonymous' }, (tx) => tx.settings.get('probe')),
			store: () => access(config.dataDir, constants.W_OK),
		},
		publicUrl: config.publicUrl,
		isProduction: config.mode === 'production',
		trustedProxies: config.trustedProxies,
		buildDir: config.buildDir,
		gatewaySecret: config.gateway.secret,
		openSheet,
	});
	const server = createAdaptorServer({ fetch: app.fetch });
	const port = await listen(server, config.port, config.host);
	const stopJobs = withJobs ? startJobs(services) : async () => {};
	services.logger.info({ port, mode: config.mode }, 'listening');
	return {
		url: `http://127.0.0.1:${port}`,
		services,
		database,
		async close() {
			hub.close();
			await closeServer(server);
			await stopJobs();
			await database.close();
		},
	};
}

/** The port taken; rejects with the system's error, e.g. EADDRINUSE. */
function listen(server: ServerType, port: number, host: string | undefined): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

const graceMs = 5_000;
const lookMs = 50;

/** Lets what runs come to its end; a connection that falls idle meanwhile would be kept open by the browser. */
function closeServer(server: ServerType): Promise<void> {
	return new Promise((resolve) => {
		if (!('closeIdleConnections' in server)) {
			server.close(() => resolve());
			return;
		}
		const looking = setInterval(() => server.closeIdleConnections(), lookMs);
		const patience = setTimeout(() => server.closeAllConnections(), graceMs);
		server.close(() => {
			clearInterval(looking);
			clearTimeout(patience);
			resolve();
		});
	});
}
