import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './src/lib/i18n/campuscover.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
		}),
		sveltekit(),
		icons({ compiler: 'svelte' }),
	],
	build: { target: 'es2022' },
	server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
	test: {
		include: ['test/{unit,contract,policy,arch}/**/*.test.ts'],
		testTimeout: 30_000,
		hookTimeout: 60_000,
	},
});
