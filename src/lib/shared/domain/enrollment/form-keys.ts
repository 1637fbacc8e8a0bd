/** The fields that the product itself knows; keys of the first group are those of `policy decide`'s form. */
export const formKeys = [
	'name',
	'idType',
	'idNumber',
	'phone',
	'gender',
	'ethnicity',
	'maritalStatus',
	'address',
	'domicileAddress',
	'domicileDivision',
	'insuranceKind',
	'bankName',
	'accountName',
	'accountNumber',
] as const;

/*
 * Beside the form a draft holds what the product itself asks: studentNumber, entryYear, programmeYears,
 * origin ('in-province' | 'out-of-province', 生源), medicalDivision (医保区划 as the letter shows it), letterDate;
 * and the answers that rules need: hardshipKind ('none' or a kind), hardshipCertifiedIn, hardshipChooses
 * ('college' | 'identity-place'), hardshipPlace, insured ('none' | 'active-elsewhere' | 'lump-sum'), lumpSumThrough.
 */
