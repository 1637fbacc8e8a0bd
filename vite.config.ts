import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';
import { quickWasm, testWorkers } from './test/support/workers.mjs';
import { fewerRequests } from './vite/fewer-requests.ts';
import { firstLoadChunks } from './vite/first-load-chunks.ts';
import { messagesApart, messagesInTests } from './vite/messages-apart.ts';
import { recordModules } from './vite/record-modules.ts';
import { retriableImports } from './vite/retriable-imports.ts';
import { schemeCards } from './vite/scheme-cards.ts';

const messages = paraglideVitePlugin({
	project: './src/lib/i18n/campuscover.inlang',
	outdir: './src/lib/i18n/paraglide',
	strategy: ['localStorage', 'baseLocale'],
});

const onEveryCore = {
	setupFiles: ['test/support/property-seed.ts'],
	testTimeout: 30_000,
	hookTimeout: 60_000,
	maxWorkers: testWorkers,
	execArgv: quickWasm,
};

/** What measures its process, or starts and ends whole servers in it: each in a process of its own. */
const contractsApart = [
	'test/contract/boot/*.test.ts',
	'test/contract/document/hostile-files.test.ts',
	'test/contract/http/{memory,roster-memory}.test.ts',
	'test/contract/record/export.test.ts',
	'test/contract/store/prepared-statements.test.ts',
];

export default defineConfig({
	plugins: [
		// Tests read what `npm run compile:messages` made: the plugin would keep their process open.
		!process.env.VITEST && messages,
		sveltekit(),
		icons({ compiler: 'svelte' }),
		schemeCards(),
		messagesApart(),
		messagesInTests(),
		fewerRequests(),
		recordModules(),
		retriableImports(),
	],
	// Its door for bundlers leads to code for browsers of 2012; this is the same library for those that we support.
	resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
	build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
	environments: {
		client: { build: { rolldownOptions: { output: { codeSplitting: firstLoadChunks } } } },
	},
	server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['test/{unit,policy,arch}/**/*.test.ts'],
					...onEveryCore,
				},
			},
			{
				extends: true,
				test: {
					name: 'contract',
					include: ['test/contract/**/*.test.ts'],
					exclude: contractsApart,
					...onEveryCore,
					// One after the other in the same process: PGlite is loaded and compiled once, not with each file.
					isolate: false,
				},
			},
			{
				extends: true,
				test: {
					name: 'contract-apart',
					include: contractsApart,
					...onEveryCore,
				},
			},
			{
				extends: true,
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.e2e.ts'],
					globalSetup: ['test/support/app-template.ts'],
					// A busy machine is slow; only what never comes should fail.
					expect: { poll: { timeout: 90_000 } },
					testTimeout: 360_000,
					hookTimeout: 360_000,
					// A browser may hang by itself. `npm test` names what passed only at the second try.
					retry: 1,
					// Each file has an app and browsers of its own; while one waits, another works.
					maxWorkers: 2,
				},
			},
			{
				extends: true,
				test: {
					name: 'engines',
					include: ['test/engines/**/*.engine.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
					retry: 1,
					// A browser and an app at a time: what is slow here is the engine, not the wait.
					maxWorkers: 1,
				},
			},
		],
	},
});
