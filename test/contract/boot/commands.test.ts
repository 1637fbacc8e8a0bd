/** Commands of the operator where nobody has set a database up: a sentence, and never a stack. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { quickWasm } from '../../support/workers.mjs';

const someId = '018f0000-0000-7000-8000-0000000000ee';
const commands = [
	['audit', 'verify'],
	['ledger', 'verify'],
	['retention', 'holds'],
	['second-factor', 'reset', someId],
];
let folder: string;
beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'campuscover-commands-'));
	const database = await openDatabase(placeOf(readConfig({ DATA_DIR: path.join(folder, 'empty') })));
	await database.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = ([name, ...words]: string[], dataDir: string) =>
	spawnSync('node_modules/.bin/node', [...quickWasm, `server/cli/${name}.ts`, ...words], {
		env: { PATH: process.env.PATH, DATA_DIR: path.join(folder, dataDir) },
		encoding: 'utf8',
	});

it.each(commands)(
	'%s %s says in a sentence that there is no database yet, and makes none',
	{ timeout: 120_000 },
	(...command) => {
		for (const dataDir of ['empty', 'mistyped']) {
			const { status, stdout, stderr } = run(command, dataDir);
			expect(stderr).toBe(
				'there is no database yet, or it is of an earlier version: start the server once, which sets it up\n',
			);
			expect(status).toBe(2);
			expect(stdout).toBe('');
		}
		expect(existsSync(path.join(folder, 'mistyped'))).toBe(false);
	},
);
