import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { IsoDate } from '#shared/std/date.ts';
import { pointEntries } from './entries.ts';
import type { EntryGroup } from './guide-section.ts';

/** One line of the dates' picture and table. */
export interface DateSpan {
	key: string;
	label: string;
	from: IsoDate;
	/** Null: the document gives no end. */
	to: IsoDate | null;
	cites: string[];
}

/** The scheme's spans of time, the earliest first. */
export function dateSpans({ enrollment, payment, benefits, schoolWork }: Scheme): DateSpan[] {
	return [
		{
			key: 'enroll',
			label: m.guide_dates_enroll(),
			from: enrollment.opens,
			to: enrollment.closes,
			cites: enrollment.cites,
		},
		...schoolWork.duties.flatMap(({ key, title, due, cites }) =>
			due ? [{ key, label: wordsInLocale(title), from: enrollment.opens, to: due, cites }] : [],
		),
		{
			key: 'pay',
			label: m.guide_dates_pay(),
			from: payment.opens,
			to: payment.closes,
			cites: [...new Set([...payment.cites.opens, ...(payment.closes ? [] : payment.cites.late)])],
		},
		{
			key: 'benefits',
			label: m.guide_dates_benefits(),
			from: benefits.from,
			to: benefits.to,
			cites: [...benefits.cites, ...benefits.openCites],
		},
	];
}

/** `2022-10-01 – 2022-12-31`, or open at its end. */
function spanWords({ from, to }: DateSpan): string {
	return to ? m.guide_dates_span({ from, to }) : m.guide_dates_span_open({ from });
}

export function datesGroups(scheme: Scheme): EntryGroup[] {
	return [
		{
			key: 'spans',
			isElsewhere: true,
			entries: dateSpans(scheme).map((span) => ({
				id: `span-${span.key}`,
				title: span.label,
				text: spanWords(span),
				cites: span.cites,
			})),
		},
		{
			key: 'notes',
			label: m.guide_also(),
			entries: pointEntries('note', scheme.benefits.notes),
		},
	];
}
