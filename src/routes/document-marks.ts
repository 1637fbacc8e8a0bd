import { m } from '#lib/i18n/paraglide/messages.js';
import type { Scheme } from '#shared/policy/scheme.ts';

type Document = Scheme['claims']['kinds'][number]['documents'][number];

const issuerWords = { hospital: m.guide_claims_by_hospital, school: m.guide_claims_by_school };
const formWords = { original: m.guide_claims_original, copy: m.guide_claims_copy };
const stampWords = {
	hospital: m.guide_claims_stamp_hospital,
	'hospital-first-page': m.guide_claims_stamp_first_page,
	school: m.guide_claims_stamp_school,
};

/** What the document asks of a paper, each in a word or two: condition, issuer, original or copy, stamp. */
export function documentMarks({ onlyWithAgent, issuer, form, stamp }: Document): string[] {
	return [
		onlyWithAgent && m.guide_claims_agent(),
		issuer && issuerWords[issuer](),
		form && formWords[form](),
		stamp && stampWords[stamp](),
	].filter((mark) => typeof mark === 'string');
}
