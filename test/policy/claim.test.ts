/** 零星报销材料。每行：说明、地方、事实、结果、缺什么、依据。 */
import { expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';

const inpatient = [
	'social-security-card',
	'inpatient-receipt',
	'medical-record',
	'inpatient-cost-list',
	'bank-card',
	'school-statement',
];
const outpatient = [
	'social-security-card',
	'outpatient-receipt',
	'outpatient-record-book',
	'outpatient-cost-list',
	'bank-card',
	'school-statement',
];
const bankName = '吉林银行';
const holiday = { kind: 'holiday-inpatient', bankName, documents: [...inpatient, 'household-register'] };
const internship = { kind: 'internship-inpatient', bankName, documents: inpatient };
const accident = { kind: 'accident-outpatient', bankName, documents: outpatient };

const table: [string, scheme: string, facts: object, outcome: string, missing: string[], cites: string[]][] =
	[
		['本地住院直接结算', changchun, { kind: 'inpatient-local' }, 'not-needed', [], ['C15']],
		['寒暑假住院，齐全', changchun, holiday, 'ready', [], ['C17']],
		[
			'寒暑假住院，缺户口本',
			changchun,
			{ ...holiday, documents: inpatient },
			'return',
			['household-register'],
			['C17'],
		],
		['实习住院，不用户口本', changchun, internship, 'ready', [], ['C18']],
		['实习住院，多交无妨', changchun, { ...internship, documents: holiday.documents }, 'ready', [], ['C18']],
		['代办，缺代办人身份证', changchun, { ...internship, agent: true }, 'return', ['agent-id'], ['C18']],
		[
			'代办，齐全',
			changchun,
			{ ...internship, agent: true, documents: [...inpatient, 'agent-id'] },
			'ready',
			[],
			['C18'],
		],
		['意外门诊，齐全', changchun, accident, 'ready', [], ['C19']],
		[
			'意外门诊，交的是住院材料',
			changchun,
			{ ...accident, documents: inpatient },
			'return',
			['outpatient-receipt', 'outpatient-record-book', 'outpatient-cost-list'],
			['C19'],
		],
		['不是吉林银行', changchun, { ...accident, bankName: '吉林农信银行' }, 'return', [], ['C19', 'C22']],
		['另一类银行也不行', changchun, { ...holiday, bankName: '中国银行' }, 'return', [], ['C17', 'C22']],
		['实习住院，银行没写', changchun, { ...internship, bankName: undefined }, 'return', [], ['C18', 'C22']],
		[
			'缺材料、银行也不符：都列出',
			changchun,
			{ ...internship, bankName: '农业银行', documents: inpatient.slice(1) },
			'return',
			['social-security-card'],
			['C18', 'C22'],
		],
		[
			'没有代办，交了代办人身份证无妨',
			changchun,
			{ ...accident, documents: [...outpatient, 'agent-id'] },
			'ready',
			[],
			['C19'],
		],
		['写明不是代办', changchun, { ...accident, agent: false }, 'ready', [], ['C19']],
		[
			'同一份材料写两遍无妨',
			changchun,
			{ ...accident, documents: [...outpatient, ...outpatient] },
			'ready',
			[],
			['C19'],
		],
		[
			'本地住院，交什么都不用',
			changchun,
			{ kind: 'inpatient-local', documents: inpatient },
			'not-needed',
			[],
			['C15'],
		],
		['银行没写', changchun, { ...accident, bankName: undefined }, 'return', [], ['C19', 'C22']],
		['银行名必须一字不差', changchun, { ...accident, bankName: ' 吉林银行' }, 'return', [], ['C19', 'C22']],
		['什么都没交', changchun, { kind: 'accident-outpatient', bankName }, 'return', outpatient, ['C19']],
		['云南不受理', yunnan, holiday, 'not-offered', [], ['Y25']],
		['云南本地住院也没有写', yunnan, { kind: 'inpatient-local' }, 'not-offered', [], ['Y25']],
	];

test.each(table)('%s（%s）', (_description, scheme, facts, outcome, missing, cites) => {
	expect(decide(scheme, 'claim', facts)).toMatchObject({ outcome, missing, cites });
});

test.each([
	['寒暑假住院', holiday, 'C17', 7],
	['实习住院', internship, 'C18', 6],
	['意外门诊', accident, 'C19', 6],
])('%s：少任何一样都退回，缺什么按文件的次序列出', (_description, complete, cite, count) => {
	expect(complete.documents).toHaveLength(count);
	for (const paper of complete.documents) {
		const documents = complete.documents.filter((key) => key !== paper);
		expect(decide(changchun, 'claim', { ...complete, documents })).toMatchObject({
			outcome: 'return',
			missing: [paper],
			findings: [{ rule: 'documents-complete', severity: 'return', cites: [cite] }],
		});
	}
	const none = decide(changchun, 'claim', { ...complete, agent: true, documents: [] });
	expect(none.missing).toHaveLength(count + 1);
	expect((none.missing as string[]).slice(0, 2)).toEqual(['social-security-card', 'agent-id']);
});

test('银行不符的那一条：先依据本类报销的条款，再依据银行条款，不算缺材料', () => {
	const { findings, missing } = decide(changchun, 'claim', { ...holiday, bankName: '吉林农信银行' });
	expect(missing).toEqual([]);
	expect(findings).toEqual([
		{ rule: 'bank-accepted', severity: 'return', cites: ['C17', 'C22'], field: 'bankName' },
	]);
});
