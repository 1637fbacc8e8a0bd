import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Time, chance and the network come in through ports: a run can then be replayed, and a clock cannot decide. */
const injected = [
	{ object: 'Date', property: 'now', message: 'Take a Clock (shared/std/clock).' },
	{ object: 'Math', property: 'random', message: 'Take a Random (shared/std/clock).' },
];

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'.cache/',
			'data/',
			'src/lib/i18n/paraglide/',
			'src/lib/i18n/campuscover.inlang/',
		],
	},
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// Addresses are absolute and the app stands at the root of its host.
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: 'error',
			'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
			'no-restricted-syntax': [
				'error',
				{ selector: 'TSEnumDeclaration', message: 'Only erasable TypeScript: use a const list.' },
			],
		},
	},
	{
		files: ['server/**'],
		rules: { 'no-console': 'error' },
	},
	{
		// What a person starts speaks on the terminal.
		files: ['server/cli/**', 'server/sandbox/**'],
		rules: { 'no-console': 'off' },
	},
	{
		files: ['src/lib/shared/{rules,domain,policy,protocol}/**', 'src/lib/sync/**', 'server/usecase/**'],
		rules: { 'no-restricted-properties': ['error', ...injected] },
	},
	{
		files: ['test/**'],
		rules: { 'max-lines-per-function': 'off' },
	},
);
