/** The pictures of docs/states.md are of the tables as they are: `npm run docs:states` draws them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stateDiagrams } from '../../../support/state-diagrams.ts';

const folder = join(import.meta.dirname, '../../../../docs/pictures/states');
const drawn = await stateDiagrams();

it.each(Object.keys(drawn))('%s', (name) => {
	expect(readFileSync(join(folder, `${name}.svg`), 'utf8')).toBe(drawn[name]);
});
