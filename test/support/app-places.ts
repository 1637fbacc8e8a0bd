/** Where an app under test keeps its data: a copy of the demo, in a PostgreSQL server of the run or in the embedded database. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabasePlace } from '#server/store/database.ts';
import { databaseIn, inServer, ownServerUrl } from './databases.ts';

/** The demo after its first start: a folder, and in a server a database. */
export interface Template {
	/** The server's address; null: the embedded database, which lies in the folder. */
	server: string | null;
	database: string;
	dataDir: string;
}

export interface AppPlace {
	dataDir: string;
	/** As the server's environment names it; empty: embedded. */
	databaseUrl: string;
	remove(): Promise<void>;
}

const variable = 'APP_TEMPLATES';

/** For all workers that begin after this. */
export function setTemplates(templates: Template[]): void {
	process.env[variable] = JSON.stringify(templates);
}

/** A copy of the demo, else empty; in this worker's server where the run has one, as that takes half the processor. */
export async function makeAppPlace(isEmbedded: boolean): Promise<AppPlace> {
	const templates = JSON.parse(process.env[variable] ?? '[]') as Template[];
	const url = isEmbedded ? undefined : ownServerUrl();
	const template = templates.find(({ server }) => server === (url ?? null));
	const dataDir = mkdtempSync(join(tmpdir(), 'campuscover-e2e-'));
	if (template) cpSync(template.dataDir, dataDir, { recursive: true });
	const removeFolder = () => rmSync(dataDir, { recursive: true, force: true });
	if (!template?.server) return { dataDir, databaseUrl: '', remove: async () => removeFolder() };
	const { server, database } = template;
	const name = `app_${crypto.randomUUID().replaceAll('-', '')}`;
	await inServer(server, `create database ${name} template ${database}`);
	return {
		dataDir,
		databaseUrl: databaseIn(server, name),
		remove: async () => {
			await inServer(server, `drop database ${name} with (force)`);
			removeFolder();
		},
	};
}

/** The place as the store opens it, while the app is stopped. */
export function databaseOf({
	dataDir,
	databaseUrl,
}: Pick<AppPlace, 'dataDir' | 'databaseUrl'>): DatabasePlace {
	if (databaseUrl !== '') return { kind: 'postgres', url: databaseUrl };
	return { kind: 'embedded', folder: join(dataDir, 'db') };
}
