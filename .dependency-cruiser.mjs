/** The import table of ARCHITECTURE.md, enforced. Each rule names what a room must never reach. */

const room = (path) => `^${path}/`;

/** `from` may import only its own folder and what `allowed` matches; packages only those in `packages`. */
function only(name, from, allowed, packages = []) {
	const own = room(from);
	const allow = [own, ...allowed.map((path) => `^${path}`)];
	const modules = packages.map((name_) => `node_modules/${name_}/`);
	return {
		name,
		severity: 'error',
		from: { path: own },
		to: { pathNot: [...allow, ...modules] },
	};
}

const shared = (...rooms) => rooms.map((name) => `src/lib/shared/${name}/`);
const zod = ['zod'];

export default {
	forbidden: [
		{
			name: 'no-circles',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'no-unresolvable',
			severity: 'error',
			from: {},
			to: {
				couldNotResolve: true,
				pathNot: ['^~icons/', '^\\$service-worker$', '^\\$app/', '^\\./\\$types$'],
			},
		},

		// shared: the only folder that both sides import
		only('std-stands-alone', 'src/lib/shared/std', []),
		only('errors-know-std', 'src/lib/shared/errors', shared('std')),
		only('domain', 'src/lib/shared/domain', shared('std', 'errors'), [...zod, '@vant/area-data']),
		only('protocol', 'src/lib/shared/protocol', shared('domain', 'errors', 'std'), [...zod, 'fflate']),
		only('policy', 'src/lib/shared/policy', shared('domain', 'std'), zod),
		only('rules', 'src/lib/shared/rules', [
			...shared('domain', 'errors', 'std'),
			'src/lib/shared/policy/scheme.ts',
		]),

		// the device
		{
			name: 'ui-decides-nothing',
			severity: 'error',
			from: { path: '^src/lib/ui/' },
			to: {
				path: [
					'^src/lib/(device|sync|transport|boot)/',
					'^src/lib/shared/(rules|protocol)/',
					'^server/',
					'node_modules/(dexie|@trpc)/',
				],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'ui-takes-props',
			severity: 'error',
			from: { path: '^src/lib/ui/' },
			to: { path: '^src/lib/app/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'routes-delegate',
			severity: 'error',
			from: { path: '^src/routes/', pathNot: '^src/routes/\\+layout' },
			to: {
				path: [
					'^src/lib/(device|sync|transport|boot)/',
					'^src/lib/shared/rules/',
					'^server/',
					'node_modules/(dexie|@trpc)/',
				],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'app-has-ports',
			severity: 'error',
			from: { path: '^src/lib/app/' },
			to: {
				path: ['^src/lib/(ui|transport|boot)/', '^server/', '^src/routes/', 'node_modules/(dexie|@trpc)/'],
			},
		},
		{
			name: 'device-is-storage',
			severity: 'error',
			from: { path: '^src/lib/device/' },
			to: {
				path: [
					'^src/lib/(app|sync|transport|boot|ui|i18n)/',
					'^src/lib/shared/(rules|policy)/',
					'^server/',
					'node_modules/(svelte|@trpc)/',
				],
			},
		},
		only('sync-is-pure', 'src/lib/sync', shared('protocol', 'domain', 'errors', 'std')),
		{
			name: 'transport-is-the-wire',
			severity: 'error',
			from: { path: '^src/lib/transport/' },
			to: {
				path: ['^src/lib/(device|app|sync|ui|boot)/', '^server/', '^src/lib/shared/(rules|policy)/'],
				dependencyTypesNot: ['type-only'],
			},
		},
		{
			name: 'only-device-knows-dexie',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/lib/device/' },
			to: { path: 'node_modules/dexie/' },
		},
		{
			name: 'only-the-root-boots',
			severity: 'error',
			from: {
				path: '^src/',
				pathNot: ['^src/lib/boot/', '^src/hooks.client.ts', '^src/routes/\\+layout', '^src/service-worker/'],
			},
			to: { path: '^src/lib/boot/' },
		},
		{
			name: 'the-phone-never-loads-the-office',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^server/', dependencyTypesNot: ['type-only'] },
		},

		// the office
		{
			name: 'router-knows-no-rules',
			severity: 'error',
			from: { path: '^server/(router|http|jobs)/' },
			to: {
				path: [
					'^server/(store|adapters|boot|sandbox)/',
					'^src/lib/shared/(rules|policy)/',
					'node_modules/(kysely|postgres|@electric-sql)/',
				],
				dependencyTypesNot: ['type-only'],
			},
		},
		only('usecase-knows-no-wire', 'server/usecase', ['src/lib/shared/', 'node:crypto$', 'crypto$'], zod),
		{
			name: 'store-decides-nothing',
			severity: 'error',
			from: { path: '^server/store/' },
			to: { path: ['^server/(router|http|jobs|adapters|boot|sandbox)/', '^src/lib/shared/(rules|policy)/'] },
		},
		{
			name: 'store-takes-types-of-ports',
			severity: 'error',
			from: { path: '^server/store/' },
			to: { path: '^server/usecase/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'adapters-know-ports-only',
			severity: 'error',
			from: { path: '^server/adapters/' },
			to: { path: ['^server/(router|http|jobs|store|boot|sandbox)/', '^src/lib/shared/(rules|policy)/'] },
		},
		{
			name: 'the-office-never-loads-the-phone',
			severity: 'error',
			from: { path: '^server/' },
			to: { path: '^src/', pathNot: '^src/lib/shared/' },
		},
		{
			name: 'sandbox-is-somebody-else',
			severity: 'error',
			from: { path: '^server/sandbox/' },
			to: { path: ['^server/(?!sandbox/)', '^src/(?!lib/shared/std/)'] },
		},
	],
	options: {
		doNotFollow: { path: ['node_modules', 'src/lib/i18n/paraglide', '.svelte-kit', 'build'] },
		exclude: { path: ['src/lib/i18n/paraglide', 'src/lib/i18n/campuscover.inlang'] },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'svelte', 'node', 'default'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.svelte.ts'],
		},
	},
};
