/**
 * The demo as it stands after a first start, made once for a whole run: an app under test begins with a copy of it. To make a
 * database and to load the demo takes seconds of processor each time.
 */
import { rmSync } from 'node:fs';
import { setTemplates, type Template } from './app-places.ts';
import { startApp } from './app-under-test.ts';
import { databaseIn, inServer } from './databases.ts';

const name = 'demo_after_first_start';

/** As vitest asks for it: answers with how to end it. One for the embedded database, and one in each server of the run. */
export default async function makeTemplates(): Promise<() => Promise<void>> {
	const urls = process.env.TEST_DATABASE_URLS?.split(' ') ?? [];
	const drop = (url: string) => inServer(url, `drop database if exists ${name} with (force)`);
	const templates = await Promise.all([makeTemplate(null), ...urls.map(makeTemplate)]);
	setTemplates(templates);
	return async () => {
		for (const { dataDir } of templates) rmSync(dataDir, { recursive: true, force: true });
		await Promise.all(urls.map(drop));
	};

	async function makeTemplate(url: string | null): Promise<Template> {
		if (url !== null) {
			await drop(url);
			await inServer(url, `create database ${name}`);
		}
		const app = await startApp({ DATABASE_URL: url === null ? '' : databaseIn(url, name) });
		await app.stop({ keepsData: true });
		return { server: url, database: name, dataDir: app.dataDir };
	}
}
