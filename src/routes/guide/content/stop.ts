import { m } from '#lib/i18n/paraglide/messages.js';
import type { Scheme } from '#shared/policy/scheme.ts';
import { guideEntryGroups, pointEntries } from './entries.ts';
import type { EntryGroup } from './guide-section.ts';

/** Insured elsewhere: the refusal, the way out, two sentences that do not agree, and the form that ends the other. */
export function stopGroups({ duplicate }: Scheme): EntryGroup[] {
	if (!duplicate) return [];
	const { refusal, explanation, guide, stop, cites } = duplicate;
	const fields = stop.fields.map(({ label, required }) => `${label}${required ? ' *' : ''}`);
	return [
		{
			key: 'refusal',
			label: m.guide_stop_refusal(),
			entries: [{ id: 'refusal', text: refusal, isQuote: true, cites }],
		},
		{
			key: 'remedy',
			label: m.guide_stop_remedy(),
			note: m.guide_stop_doubt(),
			// The first says what to do; the others are the two that do not quite agree.
			entries: pointEntries('remedy', explanation).map((entry, index) =>
				index === 0 ? entry : { ...entry, tone: 'clash' },
			),
		},
		...guideEntryGroups('stop', guide),
		{
			key: 'form',
			label: stop.title,
			entries: [
				{
					id: 'form',
					title: m.guide_stop_fields(),
					text: fields.join(m.guide_list_comma()),
					isQuote: true,
					cites: stop.cites,
				},
				...stop.notice.map((text, index) => ({
					id: `notice-${index + 1}`,
					title: m.guide_stop_notice({ accept: stop.accept }),
					text,
					isQuote: true,
					cites: stop.cites,
				})),
			],
		},
	];
}
