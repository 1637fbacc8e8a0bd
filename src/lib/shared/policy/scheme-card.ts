/**
 * What the start page says of a scheme. A card is a small part of the data: the start page carries every card, and
 * the whole of a scheme comes with the form of whoever chose its school. Built apart (vite/scheme-cards.ts).
 */
import { schemes } from './registry.ts';
import type { Scheme } from './scheme.ts';

export type SchemeCard = Pick<Scheme, 'id' | 'region' | 'title' | 'insuranceYear'> & {
	inForce: Pick<Scheme['inForce'], 'from' | 'to'>;
	document: Pick<Scheme['document'], 'title' | 'number'>;
	schools: Pick<Scheme['schools'][number], 'code' | 'name' | 'demo'>[];
	enrollment: Pick<Scheme['enrollment'], 'opens' | 'closes' | 'cites' | 'ways'>;
	contribution: Pick<Scheme['contribution'], 'personalFen' | 'components' | 'subsidyFen'> & {
		cites: Pick<Scheme['contribution']['cites'], 'personal'>;
	};
	benefits: Pick<Scheme['benefits'], 'from' | 'to' | 'fromForEntryYears' | 'cites' | 'openCites'>;
	conditions: Pick<Scheme['conditions'], 'reviewBeforePayment'> & {
		registerRequired: Pick<NonNullable<Scheme['conditions']['registerRequired']>, 'unknownCites'> | null;
		adultHold: Pick<NonNullable<Scheme['conditions']['adultHold']>, 'fromAge' | 'cites'> | null;
	};
	payment: Pick<Scheme['payment'], 'closes'> & {
		/** The name of the channel that the document recommends, or names first. */
		channel: string | null;
	};
	hasLetter: boolean;
};

export function cardOf(scheme: Scheme): SchemeCard {
	const { id, region, title, insuranceYear, inForce, document } = scheme;
	const { enrollment, contribution, benefits, conditions, payment } = scheme;
	const { registerRequired, adultHold } = conditions;
	return {
		id,
		region,
		title,
		insuranceYear,
		inForce: { from: inForce.from, to: inForce.to },
		document: { title: document.title, number: document.number },
		schools: scheme.schools.map(({ code, name, demo }) => ({ code, name, demo })),
		enrollment: {
			opens: enrollment.opens,
			closes: enrollment.closes,
			cites: enrollment.cites,
			ways: enrollment.ways,
		},
		contribution: {
			personalFen: contribution.personalFen,
			components: contribution.components,
			subsidyFen: contribution.subsidyFen,
			cites: { personal: contribution.cites.personal },
		},
		benefits: {
			from: benefits.from,
			to: benefits.to,
			fromForEntryYears: benefits.fromForEntryYears,
			cites: benefits.cites,
			openCites: benefits.openCites,
		},
		conditions: {
			reviewBeforePayment: conditions.reviewBeforePayment,
			registerRequired: registerRequired && { unknownCites: registerRequired.unknownCites },
			adultHold: adultHold && { fromAge: adultHold.fromAge, cites: adultHold.cites },
		},
		payment: {
			closes: payment.closes,
			channel: (payment.channels.find(({ recommended }) => recommended) ?? payment.channels[0])?.name ?? null,
		},
		hasLetter: scheme.letter !== null,
	};
}

/** A card for every scheme, in the order shown. */
export const schemeCards: readonly SchemeCard[] = schemes.map(cardOf);
