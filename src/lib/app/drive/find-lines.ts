import type { FormLine, SealedLine } from '#lib/device/sealing/drive-lines.ts';

/**
 * Who of a drive is meant. A form that is not finished is found by its name, the first letters of how that is read, its student
 * number, or its college; of what was sealed no more is known than the name's first character and the college.
 */
export function findLines<Line extends FormLine | SealedLine>(lines: Line[], wanted: string): Line[] {
	const words = wanted.trim().toLowerCase();
	if (words === '') return lines;
	return lines.filter((line) => line.college.includes(words) || isNamed(line, words));
}

function isNamed(line: FormLine | SealedLine, words: string): boolean {
	if (line.kind === 'sealed') {
		const isByLetter = /^[a-z]/.test(words) && line.initials.split(' ').some((letter) => letter === words[0]);
		return isByLetter || (line.initial !== '' && words.startsWith(line.initial.toLowerCase()));
	}
	const { name, studentNumber, initials } = line;
	if (name.toLowerCase().includes(words) || studentNumber.toLowerCase().includes(words)) return true;
	return initials.split(' ').some((letters) => letters.startsWith(words));
}
