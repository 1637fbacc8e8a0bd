import { answerLine } from '../../server/cli/policy/case.ts';

/** What `policy decide` answers to one case, as a plain object. */
export function decide(scheme: string, question: string, facts: unknown): Record<string, unknown> {
	const answer = answerLine(JSON.stringify({ id: 'case', scheme, question, facts }));
	return JSON.parse(JSON.stringify(answer));
}

export const yunnan = 'yunnan-kunming-2023';
export const changchun = 'changchun-2023';

/** A sound ID number that belongs to nobody: 110105, 1949-12-31, the standard's own example. */
const soundIdNumber = '11010519491231002X';

export const completeForm = {
	name: '李明',
	idType: 'resident-id',
	idNumber: soundIdNumber,
	ethnicity: '汉族',
	maritalStatus: '未婚',
	address: '昆明',
	insuranceKind: '城乡居民基本医疗保险',
};
