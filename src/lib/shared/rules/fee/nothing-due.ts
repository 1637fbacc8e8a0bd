import type { FeeFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { isCoveredByLumpSum } from '../coverage/lump-sum.ts';
import { identityCites } from '../enrollment/standing-rules.ts';
import { fails, holdsWith, notKnown, type Verdict } from '../verdict.ts';
import { exemptionOf } from './exemption.ts';

/**
 * Why nothing is due here: paid already by a lump sum (Y2), insured at the place of identity (Y8, C6, C7), exempt. One that
 * holds is enough; not knowing does not make anything free.
 */
export function nothingDueVerdicts(scheme: Scheme, facts: FeeFacts): Verdict[] {
	return [lumpSumVerdict(scheme, facts), choiceVerdict(scheme, facts), exemptVerdict(scheme, facts)].filter(
		(verdict) => verdict !== null,
	);
}

function lumpSumVerdict(scheme: Scheme, facts: FeeFacts): Verdict | null {
	const condition = scheme.conditions.lumpSumCovers;
	if (!condition) return null;
	const subject = {
		rule: 'covered-by-lump-sum',
		cites: condition.cites,
		facts: ['insured', 'lumpSumThrough'],
	};
	if (facts.insured === undefined) return notKnown(subject, null);
	return isCoveredByLumpSum(scheme, facts) ? holdsWith(subject, 'advice') : fails(subject, null);
}

function choiceVerdict(scheme: Scheme, { hardship }: FeeFacts): Verdict {
	const rule = 'chose-identity-place';
	const facts = ['hardship.chooses'];
	if (!hardship) {
		const subject = { rule, cites: scheme.conditions.hardship.unknownCites, facts };
		return hardship === undefined ? notKnown(subject, null) : fails(subject, null);
	}
	const subject = { rule, cites: identityCites(scheme, hardship.certifiedIn), facts };
	return hardship.chooses === 'identity-place' ? holdsWith(subject, 'advice') : fails(subject, null);
}

function exemptVerdict(scheme: Scheme, { hardship }: FeeFacts): Verdict | null {
	const { exempt } = scheme.contribution;
	if (exempt.length === 0) return null;
	const exemption = exemptionOf(scheme, hardship);
	const cites = exemption?.cites ?? [...new Set(exempt.flatMap((one) => one.cites))];
	const subject = { rule: 'exempt-identity', cites, facts: ['hardship.kind', 'hardship.certifiedIn'] };
	if (hardship === undefined) return notKnown(subject, null);
	return exemption ? holdsWith(subject, 'advice') : fails(subject, null);
}
