/** Made-up persons, each with a number of its own that is sound, so that no test meets another one's person. */
import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';

export interface Applicant {
	name: string;
	/** As typed: full-width digits, blanks and a lower-case x are a person's ways too. */
	idTyped: string;
	/** The same as it is kept. */
	idNumber: string;
	phone: string;
	school: string;
	/** Holds an identity funded by Yunnan and chooses college insurance: then the letter is to be signed. */
	hasIdentity: boolean;
}

const letters = '安宁春晓文静思远明月清风松竹梅兰';
let made = 0;

/** A resident ID number that nobody else in this process has, of a woman born on 2004-05-07. */
export function anIdNumber(): string {
	made += 1;
	const first17 = `${530100 + Math.floor(made / 400)}20040507${String((made % 400) * 2 + 100)}`;
	return first17 + idCheckCharacter(first17);
}

export function anApplicant(wanted: Partial<Applicant> = {}): Applicant {
	const idNumber = wanted.idNumber ?? anIdNumber();
	const given =
		letters[made % letters.length]! + letters[Math.floor(made / letters.length) % letters.length]!;
	return {
		name: `测试${given}`,
		idTyped: idNumber,
		idNumber,
		phone: `139${String(10_000_000 + made * 7_919).padStart(8, '0')}`,
		school: '昆明医科大学',
		hasIdentity: false,
		...wanted,
	};
}
