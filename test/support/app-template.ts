/**
 * The demo as it stands after a first start, made once for a whole run: an app under test begins with a copy of it. To make a
 * database and to load the demo takes seconds of processor each time.
 */
import { rmSync } from 'node:fs';
import { startApp, templateVariable } from './app-under-test.ts';

/** As vitest asks for it: answers with how to end it. */
export default async function makeTemplate(): Promise<() => void> {
	const app = await startApp();
	await app.stop({ keepsData: true });
	process.env[templateVariable] = app.dataDir;
	return () => {
		delete process.env[templateVariable];
		rmSync(app.dataDir, { recursive: true, force: true });
	};
}
