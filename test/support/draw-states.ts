/** Writes the pictures of docs/states.md: `npm run docs:states`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { stateDiagrams } from './state-diagrams.ts';

mkdirSync('docs/pictures/states', { recursive: true });
for (const [name, svg] of Object.entries(await stateDiagrams())) {
	writeFileSync(`docs/pictures/states/${name}.svg`, svg);
}
