import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { EntryGroup } from './guide-section.ts';

type Contact = Scheme['contacts'][number];

const kindWords: Record<Contact['kind'], () => string> = {
	'insurance-office': m.guide_contacts_insurance,
	'tax-office': m.guide_contacts_tax,
};

/** One group a kind of office, with the place of each contact in the scheme's list as its id. */
export function contactsByKind({
	contacts,
}: Scheme): { kind: string; label: string; contacts: (Contact & { id: string })[] }[] {
	const numbered = contacts.map((contact, index) => ({ ...contact, id: `contact-${index + 1}` }));
	return Object.entries(kindWords).flatMap(([kind, words]) => {
		const own = numbered.filter((contact) => contact.kind === kind);
		return own.length > 0 ? [{ kind, label: words(), contacts: own }] : [];
	});
}

export function contactGroups(scheme: Scheme): EntryGroup[] {
	const groups = contactsByKind(scheme).map(({ kind, label, contacts }) => ({
		key: kind,
		label,
		isElsewhere: true,
		entries: contacts.map(({ id, name, phone, cites }) => ({
			id,
			title: `${wordsInLocale(name)} ${label}`,
			text: phone.raw,
			cites,
		})),
	}));
	return groups.length > 0 ? groups : [noneGiven()];
}

/** A silence that has no number: said, and nothing cited. */
function noneGiven(): EntryGroup {
	const entry = { id: 'none', text: m.guide_contacts_none(), tone: 'open' as const, cites: [] };
	return { key: 'none', entries: [entry] };
}
