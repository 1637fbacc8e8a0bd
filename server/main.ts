/** The office's server as a process: `node server/main.ts`. Configuration by environment; see README. */
import { ConfigError, readConfig } from '#server/boot/config.ts';
import { startServer } from '#server/boot/start-server.ts';
import { DatabaseInUseError } from '#server/store/one-process.ts';

function say(words: string): void {
	process.stderr.write(`${words}\n`);
}

function stopWith(error: unknown): never {
	if (error instanceof ConfigError) say(`The server does not start:\n${error.message}`);
	else if (error instanceof DatabaseInUseError) say(`The server does not start: ${error.message}.`);
	else if ((error as { code?: string }).code === 'EADDRINUSE') {
		say('The server does not start: its port is taken. Choose another by PORT.');
	} else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
	process.exit(1);
}

try {
	const server = await startServer(readConfig(process.env));
	let isStopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (isStopping) return;
			isStopping = true;
			server.close().then(
				() => process.exit(0),
				(error: unknown) => stopWith(error),
			);
		});
	}
} catch (error) {
	stopWith(error);
}
