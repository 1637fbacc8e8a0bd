import type { CodeListEntry } from './code-list.ts';

export const idTypeValues = ['resident-id', 'hk-macao-taiwan-permit', 'passport'] as const;

/**
 * The kinds of document of the form, with the code of the health-insurance information standard (of the permits,
 * 04 and 05 are for Hong Kong and Macao and 06 for Taiwan: the first stands for the kind). Residence permits of
 * Hong Kong, Macao and Taiwan residents carry an 18-character number and go as `resident-id`.
 */
export const idTypes: readonly CodeListEntry[] = [
	{
		value: 'resident-id',
		code: '01',
		label: {
			zh: '居民身份证（户口簿、港澳台居民居住证）',
			en: 'Resident ID (or residence permit, 18 characters)',
		},
	},
	{
		value: 'hk-macao-taiwan-permit',
		code: '04',
		label: { zh: '港澳台居民来往大陆（内地）通行证', en: 'Hong Kong, Macao or Taiwan travel permit' },
	},
	{ value: 'passport', code: '08', label: { zh: '护照', en: 'Passport' } },
];
