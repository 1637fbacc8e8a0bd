import type { Scheme } from '#shared/policy/scheme.ts';
import { formParts } from './form.ts';

const hole = { zh: '【待填】', en: '【待填】' };

/** Money in fen, dates in full, null for what the document does not say (and an open fact that says so). */
export const scheme: Scheme = {
	id: 'place-2000',
	// Raise the number with every change of the data once the scheme is shipped.
	version: 'place-2000.1',
	place: 'place',
	title: hole,
	region: hole,
	insuranceYear: 2000,
	document: { title: '【待填】', number: null, sourceFile: 'source.txt' },
	// No other scheme of the place may be in force on any of these days.
	inForce: { from: '1999-09-01', to: '2000-12-31', note: hole, cites: ['F1'] },
	// What is new against the year before: { before, after, cites }.
	changes: [],
	// The whole way in order: { text, cites }.
	flow: [],
	// { code, name, demo: false, cites }; schools that the document does not name are demo schools: demo: true, cites: [].
	schools: [],
	enrollment: {
		opens: '1999-09-01',
		// Null: no closing date is given.
		closes: null,
		cites: ['F1'],
		ways: [],
		eligibility: [],
		guide: [],
		statuses: [],
	},
	contribution: {
		personalFen: 0,
		// Null: no subsidy is given.
		subsidyFen: null,
		// Parts of the amount: { key, label, fen, cites }.
		components: [],
		// Different amounts by age: { key, label, fromAge, toAge, personalFen, cites }, no age left out.
		ageClasses: [],
		// Several years at once: { years, personalFen, cites }.
		lumpSums: [],
		// Identities that pay nothing: { kinds, certifiedIn: 'home' | 'anywhere', text, cites }.
		exempt: [],
		earlier: [],
		notes: [],
		cites: { personal: ['F1'], subsidy: ['F1'] },
	},
	benefits: {
		from: '2000-01-01',
		to: null,
		fromForEntryYears: null,
		cites: ['F1'],
		openCites: ['F1'],
		notes: [],
	},
	form: { parts: formParts, cites: ['F1'] },
	identity: {
		kinds: [{ value: 'none', label: { zh: '没有', en: 'None' } }],
		certifiedIn: [
			{ value: 'home', label: { zh: '本省', en: 'This province' } },
			{ value: 'elsewhere', label: { zh: '外省', en: 'Another province' } },
		],
		alsoShown: [],
		sides: [],
		notes: [],
		redirectAdvice: hole,
		cites: ['F1'],
	},
	letter: null,
	schoolConfirmation: null,
	duplicate: null,
	schoolWork: { duties: [], platform: null },
	payment: {
		opens: '1999-09-01',
		// With a closing day `late` cites what the document says of paying after it.
		closes: null,
		cites: { opens: ['F1'], late: [] },
		channels: [],
		guide: [],
		identityChecks: [],
		reassurances: [],
		confirmation: null,
		menu: [],
		methods: [],
		trouble: [],
		forSomeoneElse: null,
	},
	receipt: {
		title: '【待填】',
		notice: '【待填】',
		recordTitle: '【待填】',
		recordFields: [],
		levyItem: '【待填】',
		taxAuthority: null,
		office: null,
		cites: ['F1'],
	},
	afterSuccess: [],
	// Null: the document has no such rule. Otherwise { cites } and what the rule needs: see scheme-conditions.ts.
	findingWords: [],
	conditions: {
		registerRequired: null,
		fullTimeOnly: null,
		graduatesBlocked: null,
		reviewBeforePayment: null,
		adultHold: null,
		insuredMustBeKnown: null,
		lumpSumCovers: null,
		returnBeforeOpening: null,
		adviseAfterClosing: null,
		// { count, unit: 'days' | 'months', readings, cites }.
		waiting: null,
		hardship: {
			// A value of identity.certifiedIn.
			home: 'home',
			homeCites: ['F1'],
			elsewhereCites: ['F1'],
			unknownCites: ['F1'],
			elsewhereNeedsPerson: true,
		},
	},
	// Null: no amounts are given.
	amounts: { cites: ['F1'], amounts: null },
	// Not offered: the document has no claims.
	claims: { offered: false, cites: ['F1'], settledAtHospital: [], kinds: [] },
	contacts: [],
	// What the document does not say: { text, cites } of open facts.
	open: [],
};
