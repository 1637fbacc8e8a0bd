import type { Hardship } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';

/** The clause that frees this identity from the contribution, if the person enrolls here; else undefined. */
export function exemptionOf(
	scheme: Scheme,
	hardship: Hardship | null | undefined,
): Scheme['contribution']['exempt'][number] | undefined {
	if (hardship?.chooses !== 'college') return undefined;
	const isHome = hardship.certifiedIn === scheme.conditions.hardship.home;
	return scheme.contribution.exempt.find(
		({ kinds, certifiedIn }) => kinds.includes(hardship.kind) && (certifiedIn === 'anywhere' || isHome),
	);
}
