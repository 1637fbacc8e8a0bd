import type { FeeFacts } from '#shared/domain/decision/facts.ts';
import { idBirthDate } from '#shared/domain/identity/id-number.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Evaluation } from '#shared/protocol/review.ts';
import { factsFromFields } from '#shared/rules/index.ts';
import type { IsoDate } from '#shared/std/date.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';

/** The declared facts, with what the registers said in their place. */
export function feeFacts(about: {
	scheme: Scheme;
	row: EnrollmentRow;
	evaluation: Evaluation;
	date: IsoDate;
	/** The school has entered the student in the platform: 学籍 is another fact. Absent: nobody has said so yet. */
	schoolRegistered?: boolean | undefined;
}): FeeFacts {
	const { scheme, row, evaluation, date, schoolRegistered } = about;
	const { facts } = factsFromFields(scheme, {
		fields: row.fields,
		date,
		letterSigned: row.letterText !== null,
	});
	const said = Object.fromEntries(
		evaluation.facts
			.filter(({ provenance }) => provenance !== 'declared')
			.map(({ key, value }) => [key, value]),
	);
	const insurance =
		said.insured === undefined
			? { insured: facts.insured, lumpSumThrough: facts.lumpSumThrough }
			: { insured: said.insured, lumpSumThrough: said.lumpSumThrough };
	// What a register knows of an identity counts once the person has chosen (Y8).
	const isWhole = said.hardship === null || (said.hardship as { chooses?: string } | undefined)?.chooses;
	const hardship = isWhole === undefined ? facts.hardship : said.hardship;
	const birth = idBirthDate(String(row.fields.idNumber ?? ''));
	const student = {
		entryYear: facts.student?.entryYear,
		age: birth ? ageOn(birth, date) : undefined,
		schoolRegistered,
	};
	return { date, student, ...insurance, hardship, reviewed: true } as FeeFacts;
}

function ageOn(birth: IsoDate, date: IsoDate): number {
	const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
	return date.slice(5) < birth.slice(5) ? years - 1 : years;
}
