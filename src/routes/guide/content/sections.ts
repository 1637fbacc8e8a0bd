import { m } from '#lib/i18n/paraglide/messages.js';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import { afterGroups } from './after.ts';
import { benefitGroups } from './benefits.ts';
import { claimGroups } from './claims.ts';
import { clauseGroups } from './clauses.ts';
import { contactGroups } from './contacts.ts';
import { datesGroups } from './dates.ts';
import { enrollGroups } from './enroll.ts';
import { sectionKeys, type EntryGroup, type GuideSection, type SectionKey } from './guide-section.ts';
import { identityGroups } from './identity.ts';
import { moneyGroups } from './money.ts';
import { payGroups } from './pay.ts';
import { schoolGroups } from './school.ts';
import { stopGroups } from './stop.ts';
import { whoGroups } from './who.ts';

interface SectionParts {
	title: () => string;
	summary: () => string;
	groups: (scheme: CitedScheme) => EntryGroup[];
}

const parts: Record<SectionKey, SectionParts> = {
	who: { title: m.guide_who_title, summary: m.guide_who_summary, groups: whoGroups },
	enroll: { title: m.guide_enroll_title, summary: m.guide_enroll_summary, groups: enrollGroups },
	identity: { title: m.guide_identity_title, summary: m.guide_identity_summary, groups: identityGroups },
	stop: { title: m.guide_stop_title, summary: m.guide_stop_summary, groups: stopGroups },
	money: { title: m.guide_money_title, summary: m.guide_money_summary, groups: moneyGroups },
	dates: { title: m.guide_dates_title, summary: m.guide_dates_summary, groups: datesGroups },
	pay: { title: m.guide_pay_title, summary: m.guide_pay_summary, groups: payGroups },
	benefits: { title: m.guide_benefits_title, summary: m.guide_benefits_summary, groups: benefitGroups },
	claims: { title: m.guide_claims_title, summary: m.guide_claims_summary, groups: claimGroups },
	after: { title: m.guide_after_title, summary: m.guide_after_summary, groups: afterGroups },
	school: { title: m.guide_school_title, summary: m.guide_school_summary, groups: schoolGroups },
	contacts: { title: m.guide_contacts_title, summary: m.guide_contacts_summary, groups: contactGroups },
	clauses: { title: m.guide_clauses_title, summary: m.guide_clauses_summary, groups: clauseGroups },
};

/** The sections that this scheme's document has something for, in order, in the present language. */
export function guideSections(scheme: CitedScheme): GuideSection[] {
	return sectionKeys.flatMap((key) => {
		const { title, summary, groups } = parts[key];
		const filled = groups(scheme).filter(({ entries }) => entries.length > 0);
		return filled.length === 0 ? [] : [{ key, title: title(), summary: summary(), groups: filled }];
	});
}
