import { facts as changchunFacts } from './changchun-2023/facts.ts';
import { changchun2023 } from './changchun-2023/scheme.ts';
import type { CitedScheme } from './scheme.ts';
import { facts as yunnanFacts } from './yunnan-kunming-2023/facts.ts';
import { yunnanKunming2023 } from './yunnan-kunming-2023/scheme.ts';

/** Every scheme with its clauses: for what checks the data, never for the phone. */
export const citedSchemes: readonly CitedScheme[] = [
	{ ...yunnanKunming2023, facts: yunnanFacts },
	{ ...changchun2023, facts: changchunFacts },
];
