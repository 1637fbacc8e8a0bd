/** The values that some facts can take: apart from the schemas, which the phone's form does not need. */
export const hardshipChoices = ['college', 'identity-place'] as const;
export const insuredStates = ['none', 'active-elsewhere', 'lump-sum'] as const;

/** The keys that a case may use. Every scheme knows the common ones; a scheme may bring its own (`rules/vocabulary.ts`). */
export interface Vocabulary {
	hardshipKinds: readonly string[];
	certificationPlaces: readonly string[];
	claimKinds: readonly string[];
	claimDocuments: readonly string[];
	hospitalLevels: readonly string[];
	/** How many years may be paid at once; empty: only year by year, and the fact `payYears` is unknown. */
	lumpSumYears: readonly number[];
}

export const commonVocabulary = {
	hardshipKinds: ['monitored', 'subsistence', 'disabled', 'destitute', 'other'],
	certificationPlaces: ['yunnan', 'jilin', 'elsewhere'],
	claimKinds: ['inpatient-local', 'holiday-inpatient', 'internship-inpatient', 'accident-outpatient'],
	claimDocuments: [
		'social-security-card',
		'agent-id',
		'inpatient-receipt',
		'medical-record',
		'inpatient-cost-list',
		'bank-card',
		'household-register',
		'school-statement',
		'outpatient-receipt',
		'outpatient-record-book',
		'outpatient-cost-list',
	],
	hospitalLevels: ['province', 'city', 'district', 'health-centre'],
	lumpSumYears: [],
} satisfies Vocabulary;
