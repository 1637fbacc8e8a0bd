import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { FormPart, Scheme } from '#shared/policy/scheme.ts';
import { guideEntryGroups, pointEntries } from './entries.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

/** Ways in, the whole flow, the office's program step by step, what is asked, signed and confirmed. */
export function enrollGroups(scheme: Scheme): EntryGroup[] {
	const { enrollment, flow, form, letter } = scheme;
	return [
		{ key: 'ways', label: m.guide_enroll_ways(), entries: pointEntries('way', enrollment.ways) },
		{ key: 'flow', label: m.guide_enroll_flow(), isOrdered: true, entries: pointEntries('step', flow) },
		...guideEntryGroups('program', enrollment.guide),
		{
			key: 'form',
			label: m.guide_enroll_form(),
			note: m.guide_enroll_form_note(),
			entries: form.parts.filter(({ kind }) => kind === 'fields').map(partEntry),
		},
		{ key: 'letter', label: letter?.title, entries: letter ? letterEntries(letter) : [] },
		{
			key: 'confirmation',
			label: m.guide_enroll_confirmation(),
			entries: confirmationEntries(scheme.schoolConfirmation),
		},
		{
			key: 'statuses',
			label: m.guide_enroll_statuses(),
			entries: enrollment.statuses.map(({ label, text, cites }, index) => ({
				id: `status-${index + 1}`,
				title: label,
				text: wordsInLocale(text),
				cites,
			})),
		},
	];
}

/** The part's fields by name; those that must be filled in carry the document's own mark. */
function partEntry(part: FormPart): Entry {
	const fields = part.steps.flatMap((step) => step.fields);
	const names = fields.map(({ label, required, origin }) => {
		const name = `${wordsInLocale(label)}${required ? ' *' : ''}`;
		return origin === 'product' ? m.guide_enroll_own_field({ name }) : name;
	});
	return {
		id: `form-${part.key}`,
		title: wordsInLocale(part.title),
		text: names.join(m.guide_list_comma()),
		cites: part.cites,
	};
}

/** The promises themselves; lines that only hold a name or a date say nothing here. */
function letterEntries({ paragraphs, note, cites }: NonNullable<Scheme['letter']>): Entry[] {
	const promises = paragraphs
		.filter((text) => text.replaceAll(/\{\w+\}/g, '').length > 12)
		.map((text, index): Entry => ({
			id: `letter-${index + 1}`,
			text: text.replaceAll(/\{\w+\}/g, ' ＿＿＿ '),
			isQuote: true,
			cites,
		}));
	return note
		? [...promises, { id: 'letter-note', text: wordsInLocale(note), tone: 'doubt', cites }]
		: promises;
}

function confirmationEntries(confirmation: Scheme['schoolConfirmation']): Entry[] {
	if (!confirmation) return [];
	const text = wordsInLocale(confirmation.text).replace('{school}', m.guide_school_blank());
	const { accept, decline, cites } = confirmation;
	return [{ id: 'confirmation', title: `${accept} / ${decline}`, text, cites }];
}
