/** `npm run dev`: as `npm start`, but the app by Vite's server on 5173 and the office's server started again at each change. */
import { ensureInstalled } from './ensure-installed.mjs';
import { demoEnvironment, requireFreePorts, root, startPart, stopAll, stopTogether } from './processes.mjs';

try {
	ensureInstalled(root);
	const vitePort = '5173';
	// Vite hands /api on to 3000.
	const env = { ...demoEnvironment(), PORT: '3000', PUBLIC_URL: `http://localhost:${vitePort}` };
	const { PORT, GATEWAY_PORT, REGISTER_PORT } = env;
	await requireFreePorts({ PORT, GATEWAY_PORT, REGISTER_PORT });
	const parts = [
		['the registers', ['server/sandbox/registers/main.ts'], `http://localhost:${REGISTER_PORT}/healthz`],
		['the tax gateway', ['server/sandbox/gateway/main.ts'], `http://localhost:${GATEWAY_PORT}/healthz`],
		['the server', ['--watch', 'server/main.ts'], `http://localhost:${PORT}/readyz`],
		[
			'Vite',
			['node_modules/vite/bin/vite.js', 'dev', '--port', vitePort, '--strictPort'],
			`http://localhost:${vitePort}/`,
		],
	];
	for (const [name, args, readyUrl] of parts) await startPart({ name, args, readyUrl }, env);
	stopTogether();
	console.log(
		`\n  app http://localhost:${vitePort}   one-time codes http://localhost:${REGISTER_PORT}/sms\n`,
	);
} catch (error) {
	console.error(`\nCampusCover does not start: ${error instanceof Error ? error.message : error}`);
	await stopAll();
	process.exit(1);
}
