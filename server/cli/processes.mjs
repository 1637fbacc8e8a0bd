/** Starts, watches and stops the demo's processes. Plain JS, for any Node ≥ 20. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

const readyLimitMs = 90_000;
const stopLimitMs = 8_000;

/** @typedef {{ name: string, args: string[], env?: Record<string, string>, readyUrl: string }} Part */

/** The project's own Node, whatever the machine has. */
export function ownNode() {
	const node = join(root, 'node_modules/.bin/node');
	return existsSync(node) ? node : process.execPath;
}

/** The demo's ports and secrets, as far as the environment does not say otherwise. */
export function demoEnvironment() {
	const { env } = process;
	const port = env.PORT || '3000';
	const gatewayPort = env.GATEWAY_PORT || '3001';
	const registerPort = env.REGISTER_PORT || '3002';
	return {
		...env,
		MODE: 'demo',
		PORT: port,
		GATEWAY_PORT: gatewayPort,
		REGISTER_PORT: registerPort,
		GATEWAY_URL: env.GATEWAY_URL || `http://localhost:${gatewayPort}`,
		REGISTER_URL: env.REGISTER_URL || `http://localhost:${registerPort}`,
		SMS_URL: env.SMS_URL || `http://localhost:${registerPort}`,
		// The first lines of `npm start` should stay in sight.
		LOG_LEVEL: env.LOG_LEVEL || 'warn',
	};
}

/** @param {string} port */
function isFree(port) {
	return new Promise((done) => {
		const probe = createServer();
		probe.once('error', () => done(false));
		probe.listen(Number(port), () => probe.close(() => done(true)));
	});
}

/** @param {Record<string, string>} portsByVariable Throws naming the variable of the first port that is taken. */
export async function requireFreePorts(portsByVariable) {
	for (const [variable, port] of Object.entries(portsByVariable)) {
		if (await isFree(port)) continue;
		throw new Error(
			`port ${port} is taken. Stop what uses it (perhaps CampusCover runs already), or choose another: ` +
				`${variable}=${Number(port) + 1000} npm start`,
		);
	}
}

/** @type {import('node:child_process').ChildProcess[]} */
const children = [];

/**
 * Starts a part and waits until it answers.
 * @param {Part} part
 * @param {Record<string, string | undefined>} environment
 */
export async function startPart({ name, args, env, readyUrl }, environment) {
	const child = spawn(ownNode(), args, {
		cwd: root,
		env: { ...environment, ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
		// A group of its own: Ctrl-C reaches this process alone, which then stops the parts in order.
		detached: true,
	});
	children.push(child);
	const until = Date.now() + readyLimitMs;
	while (Date.now() < until) {
		if (child.exitCode !== null) throw new Error(`${name} ended at once: look above for the reason`);
		const answer = await fetch(readyUrl).catch(() => null);
		if (answer?.ok) return child;
		await new Promise((wake) => setTimeout(wake, 150));
	}
	throw new Error(`${name} did not answer at ${readyUrl}`);
}

/** Asks every part to stop, the last one first, and waits; one that does not is ended. */
export async function stopAll() {
	for (const child of children.reverse()) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		await new Promise((done) => {
			const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
			child.once('exit', () => {
				clearTimeout(timer);
				done(undefined);
			});
			child.kill('SIGTERM');
		});
	}
}

/** Stops everything on Ctrl-C, on SIGTERM, and when one part ends by itself. */
export function stopTogether() {
	let isStopping = false;
	/** @param {number} code */
	const stop = async (code) => {
		if (isStopping) return;
		isStopping = true;
		await stopAll();
		process.exit(code);
	};
	process.on('SIGINT', () => stop(0));
	process.on('SIGTERM', () => stop(0));
	process.on('SIGHUP', () => stop(0));
	for (const child of children) {
		child.once('exit', () => {
			if (!isStopping) console.error('One of the processes has ended; the others stop too.');
			void stop(1);
		});
	}
}
