import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { CitedScheme, Scheme } from '#shared/policy/scheme.ts';
import { formatYuan } from '#shared/std/money.ts';
import { openEntry, pointEntries } from './entries.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

type Amounts = NonNullable<Scheme['amounts']['amounts']>;
type Rule<Kind extends keyof Amounts> = NonNullable<Amounts[Kind]>;

const yuan = (fen: number) => m.guide_yuan({ amount: formatYuan(fen) });

/** What care is worth, as far as the document says, and from when to when. */
export function benefitGroups(scheme: CitedScheme): EntryGroup[] {
	const { amounts, cites } = scheme.amounts;
	const open = amounts ? [] : cites.map((id) => openEntry(scheme, `open-${id}`, id));
	return [
		{ key: 'open', label: m.guide_open(), entries: open },
		{
			key: 'inpatient',
			label: m.guide_benefits_inpatient(),
			entries: amounts?.inpatient ? inpatient(amounts.inpatient) : [],
		},
		{
			key: 'major',
			label: m.guide_benefits_major(),
			entries: amounts?.majorIllness ? major(amounts.majorIllness) : [],
		},
		{
			key: 'accident',
			label: m.guide_benefits_accident(),
			entries: amounts?.accidentOutpatient ? accident(amounts.accidentOutpatient) : [],
		},
		periodGroup(scheme),
	];
}

/** From when to when, and what is open about it. */
export function periodGroup({ benefits }: Scheme): EntryGroup {
	return { key: 'period', label: m.guide_benefits_period(), entries: pointEntries('period', benefits.notes) };
}

function inpatient({ levels, capFen, notes, cites }: Rule<'inpatient'>): Entry[] {
	const rates = levels.map(({ key, label, deductibleFen, minPercent, maxPercent }) => ({
		id: `level-${key}`,
		title: wordsInLocale(label),
		text: m.guide_benefits_level({
			deductible: formatYuan(deductibleFen),
			rate: minPercent === maxPercent ? `${minPercent}%` : `${minPercent}%—${maxPercent}%`,
		}),
		cites,
	}));
	return [
		...rates,
		{ id: 'inpatient-cap', title: m.guide_benefits_cap(), text: yuan(capFen), cites },
		...pointEntries('inpatient-note', notes),
	];
}

function major({ deductibleFen, bands, capFen, notes, cites }: Rule<'majorIllness'>): Entry[] {
	const rates = bands.map(({ upToFen, percent }, index) => ({
		id: `band-${index + 1}`,
		title: bandWords(bands[index - 1]?.upToFen ?? 0, upToFen),
		text: `${percent}%`,
		cites,
	}));
	return [
		{ id: 'major-from', title: m.guide_benefits_major_from(), text: yuan(deductibleFen), cites },
		...rates,
		{ id: 'major-cap', title: m.guide_benefits_cap(), text: yuan(capFen), cites },
		...pointEntries('major-note', notes),
	];
}

function bandWords(fromFen: number, upToFen: number | null): string {
	const from = formatYuan(fromFen);
	return upToFen === null
		? m.guide_band_above({ from })
		: m.guide_band_between({ from, to: formatYuan(upToFen) });
}

function accident({
	aboveFen,
	upToFen,
	percent,
	readings,
	notes,
	cites,
}: Rule<'accidentOutpatient'>): Entry[] {
	const title = m.guide_benefits_accident_range({ above: formatYuan(aboveFen), upTo: formatYuan(upToFen) });
	return [
		{ id: 'accident-rate', title, text: `${percent}%`, cites },
		...readings.map(({ key, text, cites }, index) => ({
			id: `reading-${key}`,
			title: m.guide_reading({ number: index + 1 }),
			text: wordsInLocale(text),
			tone: 'doubt' as const,
			cites,
		})),
		...pointEntries('accident-note', notes),
	];
}
