import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';
import { calculatorsOf, type CalculatorKind } from '../../../content/calculators.ts';

export const load: PageLoad = async ({ params, parent }): Promise<{ kind: CalculatorKind }> => {
	const { scheme } = await parent();
	const calculator = calculatorsOf(scheme).find(({ kind }) => kind === params.kind);
	if (!calculator) error(404);
	return { kind: calculator.kind };
};
