import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterEach, describe, expect, it } from 'vitest';
import configuration from '../../.dependency-cruiser.mjs';

let folder = '';

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The rules broken by a small tree of files, judged by the project's own configuration. */
async function rulesBrokenBy(tree: Record<string, string>): Promise<string[]> {
	folder = mkdtempSync(join(tmpdir(), 'campuscover-imports-'));
	for (const [path, content] of Object.entries(tree)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
	const { options, forbidden } = configuration as unknown as {
		forbidden: IForbiddenRuleType[];
		options: ICruiseOptions;
	};
	const result = await cruise(
		['src', 'server'].filter((top) => Object.keys(tree).some((path) => path.startsWith(top))),
		{
			...options,
			tsConfig: undefined,
			baseDir: folder,
			validate: true,
			ruleSet: { forbidden },
		},
	);
	return (result.output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

const value = 'export const value = 1;\n';

/** Each planted import must be caught by the rule that names it: the configuration itself is under test. */
const planted: [rule: string, tree: Record<string, string>][] = [
	[
		'ui-decides-nothing',
		{
			'src/lib/ui/base/a.ts': "import { value } from '../../device/b.ts';\nexport const a = value;\n",
			'src/lib/device/b.ts': value,
		},
	],
	[
		'routes-delegate',
		{
			'src/routes/a.ts': "import { value } from '../lib/sync/b.ts';\nexport const a = value;\n",
			'src/lib/sync/b.ts': value,
		},
	],
	[
		'app-has-ports',
		{
			'src/lib/app/a.ts': "import { value } from '../transport/b.ts';\nexport const a = value;\n",
			'src/lib/transport/b.ts': value,
		},
	],
	[
		'sync-is-pure',
		{
			'src/lib/sync/a.ts': "import { value } from '../device/b.ts';\nexport const a = value;\n",
			'src/lib/device/b.ts': value,
		},
	],
	[
		'the-phone-never-loads-the-office',
		{
			'src/lib/transport/a.ts':
				"import { value } from '../../../server/router/b.ts';\nexport const a = value;\n",
			'server/router/b.ts': value,
		},
	],
	[
		'router-knows-no-rules',
		{
			'server/router/a.ts': "import { value } from '../store/b.ts';\nexport const a = value;\n",
			'server/store/b.ts': value,
		},
	],
	[
		'usecase-knows-no-wire',
		{
			'server/usecase/a.ts': "import { value } from '../store/b.ts';\nexport const a = value;\n",
			'server/store/b.ts': value,
		},
	],
	[
		'store-decides-nothing',
		{
			'server/store/a.ts':
				"import { value } from '../../src/lib/shared/rules/b.ts';\nexport const a = value;\n",
			'src/lib/shared/rules/b.ts': value,
		},
	],
	[
		'rules',
		{
			'src/lib/shared/rules/a.ts':
				"import { value } from '../policy/registry.ts';\nexport const a = value;\n",
			'src/lib/shared/policy/registry.ts': value,
		},
	],
	[
		'sandbox-is-somebody-else',
		{
			'server/sandbox/a.ts': "import { value } from '../usecase/b.ts';\nexport const a = value;\n",
			'server/usecase/b.ts': value,
		},
	],
	[
		'no-circles',
		{
			'src/lib/shared/std/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
			'src/lib/shared/std/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
		},
	],
];

describe('import directions', () => {
	it.each(planted)('%s is enforced: a planted import is caught', async (rule, tree) => {
		expect(await rulesBrokenBy(tree)).toContain(rule);
	});

	it('a lawful import is not complained of', async () => {
		const tree = {
			'src/lib/shared/domain/a.ts': "import { value } from '../std/b.ts';\nexport const a = value;\n",
			'src/lib/shared/std/b.ts': value,
		};
		expect(await rulesBrokenBy(tree)).toEqual([]);
	});
});
