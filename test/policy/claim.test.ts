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
		['银行没写', changchun, { ...accident, bankName: undefined }, 'return', [], ['C19', 'C22']],
		['银行名必须一字不差', changchun, { ...accident, bankName: ' 吉林银行' }, 'return', [], ['C19', 'C22']],
		['什么都没交', changchun, { kind: 'accident-outpatient', bankName }, 'return', outpatient, ['C19']],
		['云南不受理', yunnan, holiday, 'not-offered', [], ['Y25']],
		['云南本地住院也没有写', yunnan, { kind: 'inpatient-local' }, 'not-offered', [], ['Y25']],
	];

test.each(table)('%s（%s）', (_description, scheme, facts, outcome, missing, cites) => {
	expect(decide(scheme, 'claim', facts)).toMatchObject({ outcome, missing, cites });
});

test('银行不符的那一条：先依据本类报销的条款，再依据银行条款，不算缺材料', () => {
	const { findings, missing } = decide(changchun, 'claim', { ...holiday, bankName: '吉林农信银行' });
	expect(missing).toEqual([]);
	expect(findings).toEqual([
		{ rule: 'bank-accepted', severity: 'return', cites: ['C17', 'C22'], field: 'bankName' },
	]);
});
