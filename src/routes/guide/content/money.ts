import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { CitedScheme, Scheme } from '#shared/policy/scheme.ts';
import { formatYuan } from '#shared/std/money.ts';
import { factEntries, pointEntries } from './entries.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

/** What is paid, by whom, what it contains, what earlier years cost, and what may change it. */
export function moneyGroups(scheme: CitedScheme): EntryGroup[] {
	const { notes, exempt } = scheme.contribution;
	const { adultHold } = scheme.conditions;
	return [
		{ key: 'amounts', isElsewhere: true, entries: amountEntries(scheme) },
		{
			key: 'notes',
			label: m.guide_also(),
			entries: [...pointEntries('note', notes), ...pointEntries('exempt', exempt)],
		},
		{
			key: 'adult',
			label: adultHold ? m.guide_money_adult({ age: adultHold.fromAge }) : undefined,
			entries: adultHold ? factEntries(scheme, 'adult', adultHold.cites) : [],
		},
	];
}

/** Every amount that the document gives; a subsidy that it does not give is open. */
export function amountEntries({ contribution, insuranceYear }: Scheme): Entry[] {
	const { personalFen, subsidyFen, components, ageClasses, lumpSums, earlier, cites } = contribution;
	return [
		{ id: 'personal', title: m.start_personal(), text: yuan(personalFen), cites: cites.personal },
		...components.map(({ key, label, fen, cites }) => ({
			id: `part-${key}`,
			title: m.guide_money_part({ name: wordsInLocale(label) }),
			text: yuan(fen),
			cites,
		})),
		...ageClasses.map(({ key, label, personalFen, cites }) => ({
			id: `age-${key}`,
			title: wordsInLocale(label),
			text: yuan(personalFen),
			cites,
		})),
		...lumpSums.map(({ years, personalFen, cites }) => ({
			id: `years-${years}`,
			title: m.guide_money_years({ years }),
			text: yuan(personalFen),
			cites,
		})),
		subsidyFen === null
			? {
					id: 'subsidy',
					title: m.start_subsidy(),
					text: m.guide_not_given(),
					tone: 'open',
					cites: cites.subsidy,
				}
			: { id: 'subsidy', title: m.start_subsidy(), text: yuan(subsidyFen), cites: cites.subsidy },
		...earlier.map(({ year, personalFen, subsidyFen, cites }) => ({
			id: `year-${year}`,
			title: m.guide_money_earlier({ year: String(year), now: String(insuranceYear) }),
			text:
				subsidyFen === null
					? yuan(personalFen)
					: m.guide_money_earlier_both({
							personal: formatYuan(personalFen),
							subsidy: formatYuan(subsidyFen),
						}),
			cites,
		})),
	];
}

function yuan(fen: number): string {
	return m.guide_yuan({ amount: formatYuan(fen) });
}
