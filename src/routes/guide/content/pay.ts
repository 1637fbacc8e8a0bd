import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { channelKindWords } from '#lib/ui/payment/channel-words.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { guideEntryGroups, pointEntries } from './entries.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

type Payment = Scheme['payment'];

/** Every channel, the main one step by step, what must agree before paying, ways to pay, trouble, proof. */
export function payGroups({ payment, receipt }: Scheme): EntryGroup[] {
	return [
		channelGroup(payment),
		...guideEntryGroups('guide', payment.guide),
		...checkGroups(payment),
		{
			key: 'methods',
			label: m.guide_pay_methods(),
			entries: payment.methods.map(({ key, name, note, cites }) => ({
				id: `method-${key}`,
				title: wordsInLocale(name),
				text: wordsInLocale(note),
				cites,
			})),
		},
		{
			key: 'trouble',
			label: m.guide_pay_trouble(),
			entries: payment.trouble.map(({ key, title, text, cites }) => ({
				id: `trouble-${key}`,
				title: wordsInLocale(title),
				text: wordsInLocale(text),
				cites,
			})),
		},
		receiptGroup(receipt),
		{
			key: 'menu',
			label: m.guide_pay_menu(),
			entries: payment.menu.map(({ name, text, cites }, index) => ({
				id: `menu-${index + 1}`,
				title: text ? name : undefined,
				text: text ? wordsInLocale(text) : name,
				cites,
			})),
		},
	];
}

function channelGroup({ channels }: Payment): EntryGroup {
	return {
		key: 'channels',
		label: m.guide_pay_channels({ count: channels.length }),
		entries: channels.map(({ key, name, kind, recommended, note, cites }) => ({
			id: `channel-${key}`,
			title: recommended ? m.guide_pay_recommended({ kind: channelKindWords(kind) }) : channelKindWords(kind),
			text: name,
			detail: note && wordsInLocale(note),
			cites,
		})),
	};
}

function checkGroups({ identityChecks, confirmation, reassurances }: Payment): EntryGroup[] {
	const shows: Entry[] = confirmation
		? [
				{
					id: 'confirmation',
					title: m.guide_pay_confirmation({ button: confirmation.button }),
					text: confirmation.shows.join(m.guide_list_comma()),
					cites: confirmation.cites,
				},
			]
		: [];
	return [
		{
			key: 'checks',
			label: m.guide_pay_checks(),
			note: m.guide_pay_checks_note(),
			entries: [
				...identityChecks.map(({ key, label, expected, cites }) => ({
					id: `check-${key}`,
					title: wordsInLocale(label),
					text: expected,
					cites,
				})),
				...shows,
			],
		},
		{ key: 'right', label: m.guide_pay_right(), entries: pointEntries('right', reassurances) },
	];
}

function receiptGroup({ title, notice, recordTitle, recordFields, cites }: Scheme['receipt']): EntryGroup {
	const entries: Entry[] = [{ id: 'receipt', title, text: notice, cites }];
	if (recordFields.length > 0) {
		const text = recordFields.join(m.guide_list_comma());
		entries.push({ id: 'record', title: recordTitle, text, cites });
	}
	return { key: 'receipt', label: m.guide_pay_receipt(), entries };
}
