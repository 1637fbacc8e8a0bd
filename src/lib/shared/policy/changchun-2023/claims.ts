import type { Scheme } from '../scheme.ts';

type ClaimDocumentData = Scheme['claims']['kinds'][number]['documents'][number];

type Asked = Partial<Pick<ClaimDocumentData, 'onlyWithAgent' | 'issuer' | 'form' | 'stamp' | 'says'>>;

function document(key: string, text: string, en: string, asked: Asked = {}): ClaimDocumentData {
	return { key, text, label: { zh: text, en }, onlyWithAgent: false, ...asked };
}

const hospitalStamp: Asked = { stamp: 'hospital' };
function schoolStatement(...says: [zh: string, en: string][]): Asked {
	return { issuer: 'school', stamp: 'school', says: says.map(([zh, en]) => ({ zh, en })) };
}

const card = document('social-security-card', '社会保障卡', 'Social security card');
const agentId = document('agent-id', '如代办,需提供代办人身份证', 'The agent’s ID, if someone else applies', {
	onlyWithAgent: true,
});
const bankCard = document(
	'bank-card',
	'患者或代办人名下的吉林银行卡或存折',
	'Card or passbook of 吉林银行, of the patient or the agent',
);

const inpatientPapers = [
	card,
	agentId,
	document('inpatient-receipt', '住院票据(盖医院公章)', 'Inpatient receipt, hospital stamp', hospitalStamp),
	document(
		'medical-record',
		'全套住院病历复印件(首页盖医院公章)',
		'Full copies of the record, hospital stamp on the first page',
		{ form: 'copy', stamp: 'hospital-first-page' },
	),
	document(
		'inpatient-cost-list',
		'住院费用明细(盖医院公章)',
		'Inpatient cost list, hospital stamp',
		hospitalStamp,
	),
	bankCard,
];

const bank = { name: '吉林银行', cites: ['C22'] };

function sameRate(fact: string) {
	return {
		text: {
			zh: '报销比例参照本地同级别医疗机构执行',
			en: 'At the local rate for a hospital of the same level',
		},
		cites: [fact, 'C15'],
	};
}

const noDeadline = {
	text: {
		zh: '报销申请期限，文件没有写，以经办机构为准',
		en: 'The document gives no deadline for claims: ask the office',
	},
	cites: ['C21'],
};

export const claims: Scheme['claims'] = {
	offered: true,
	cites: ['C21'],
	settledAtHospital: [
		{
			kind: 'inpatient-local',
			text: {
				zh: '在长春的医院住院，直接享受医保待遇，不用零星报销',
				en: 'Inpatient care in Changchun is settled at the hospital: no claim needed',
			},
			cites: ['C15'],
		},
	],
	kinds: [
		{
			kind: 'holiday-inpatient',
			title: { zh: '寒暑假在户籍地住院', en: 'Inpatient at home during the holidays' },
			notes: [
				{
					text: {
						zh: '寒暑假期间在户籍所在地住院产生的费用',
						en: 'Inpatient care at the place of household registration during the winter or summer holiday',
					},
					cites: ['C17'],
				},
				{
					text: {
						zh: '先在就医地现金垫付，出院结算后带材料到医保经办窗口办理',
						en: 'Pay in cash there; after discharge bring the papers to the insurance office’s window',
					},
					cites: ['C17'],
				},
				sameRate('C17'),
				noDeadline,
			],
			documents: [
				...inpatientPapers,
				document('household-register', '患者户口本原件', 'The patient’s household register, original', {
					form: 'original',
				}),
				document(
					'school-statement',
					'学校出具的情况说明(写明放假起止时间、户籍所在地医院治疗经过,需加盖学校公章)',
					'The school’s statement: holiday start and end, treatment at the home-place hospital, school stamp',
					schoolStatement(
						['放假起止时间', 'When the holiday began and ended'],
						['户籍所在地医院治疗经过', 'The treatment at the home-place hospital'],
					),
				),
			],
			benefit: 'inpatient',
			bank,
			cites: ['C17'],
		},
		{
			kind: 'internship-inpatient',
			title: { zh: '异地实习期间住院', en: 'Inpatient during an internship elsewhere' },
			notes: [
				{
					text: {
						zh: '在异地实习过程中突发疾病住院治疗产生的费用',
						en: 'Sudden illness treated as inpatient while on an internship elsewhere',
					},
					cites: ['C18'],
				},
				{
					text: {
						zh: '先在就医地现金垫付，治疗结束后带材料到医保经办窗口办理',
						en: 'Pay in cash there; after treatment bring the papers to the insurance office’s window',
					},
					cites: ['C18'],
				},
				sameRate('C18'),
				noDeadline,
			],
			documents: [
				...inpatientPapers,
				document(
					'school-statement',
					'学校出具的情况说明(写明实习时间、地点经过,需加盖学校公章)',
					'The school’s statement: internship time, place and course, school stamp',
					schoolStatement(
						['实习时间', 'The time of the internship'],
						['实习地点', 'Its place'],
						['经过', 'What happened'],
					),
				),
			],
			benefit: 'inpatient',
			bank,
			cites: ['C18'],
		},
		{
			kind: 'accident-outpatient',
			title: { zh: '在校意外伤害门诊', en: 'Outpatient after an accident at school' },
			notes: [
				{
					text: {
						zh: '在校期间发生、符合规定的意外伤害门诊费用',
						en: 'An accident while at school that meets the rules, treated as an outpatient',
					},
					cites: ['C19'],
				},
				{
					text: {
						zh: '先在医院现金垫付，治疗结束后带材料到医保经办窗口办理',
						en: 'Pay in cash at the hospital; after treatment bring the papers to the insurance office’s window',
					},
					cites: ['C19'],
				},
				{
					text: {
						zh: '100元（不含）以上、5000元（含）以下的部分报销80%，怎么算有两种读法，由审核人员定',
						en: '80% above 100 (excluded) up to 5,000 yuan (included); it can be read in two ways, and the reviewer decides',
					},
					cites: ['C19'],
				},
				noDeadline,
			],
			documents: [
				card,
				agentId,
				document('outpatient-receipt', '门诊票据', 'Outpatient receipt'),
				document('outpatient-record-book', '门诊病历手册', 'Outpatient record book'),
				document(
					'outpatient-cost-list',
					'门诊费用明细(盖医院公章)',
					'Outpatient cost list, hospital stamp',
					hospitalStamp,
				),
				bankCard,
				document(
					'school-statement',
					'学校出具的情况说明(写明受伤的时间、地点、经过等,需加盖学校公章)',
					'The school’s statement: time, place and course of the injury, school stamp',
					schoolStatement(
						['受伤的时间', 'The time of the injury'],
						['受伤的地点', 'Its place'],
						['受伤的经过', 'How it happened'],
					),
				),
			],
			benefit: 'accident-outpatient',
			bank,
			cites: ['C19'],
		},
	],
};
