/**
 * The phone advises by the same rules that the server decides by: built for the browser and run in a real Chromium, they
 * give the very same answers as in Node, over a grid of cases that both make from one seed.
 */
import { build } from 'vite';
import { expect, test } from 'vitest';
import { openPhone } from '../support/open-phone.ts';
import { answersHash, type AnswerHash } from '../support/rules-grid.ts';

const caseCount = 60_000;

/** The bundle's name for itself in the browser. */
declare const rulesGrid: { answersHash: typeof answersHash };

/** The grid with rules and schemes in one file, as a browser loads it. */
async function browserBundle(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'silent',
		build: {
			write: false,
			target: 'es2022',
			lib: {
				entry: 'test/support/rules-grid.ts',
				formats: ['iife'],
				name: 'rulesGrid',
				fileName: 'rules-grid',
			},
		},
	});
	const [output] = Array.isArray(built) ? built : [built];
	if (!output || !('output' in output)) throw new Error('vite built nothing');
	return output.output[0].code;
}

test('60,000 cases have the same answers in Chromium as in Node', async () => {
	const code = await browserBundle();
	const phone = await openPhone();
	try {
		const { page } = phone;
		// A secure address of our own: only there a browser hashes.
		await page.route('https://rules.test/', (route) =>
			route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
		);
		await page.goto('https://rules.test/');
		await page.addScriptTag({ content: code });
		const inBrowser = (count: number, seed: number): Promise<AnswerHash> =>
			page.evaluate(([cases, start]) => rulesGrid.answersHash(cases, start), [count, seed] as const);
		const here = await answersHash(caseCount, 1);
		expect(here.answered).toBe(caseCount);
		expect(here.kinds).toBeGreaterThan(500);
		expect(await inBrowser(caseCount, 1)).toEqual(here);
		// Another seed makes other cases, and the hash tells.
		expect((await inBrowser(200, 2)).hash).not.toBe((await answersHash(200, 1)).hash);
	} finally {
		await phone.close();
	}
});
