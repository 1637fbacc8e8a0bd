import type { Scheme } from '../scheme.ts';

type ClaimDocumentData = Scheme['claims']['kinds'][number]['documents'][number];

function document(key: string, text: string, en: string, onlyWithAgent = false): ClaimDocumentData {
	return { key, text, label: { zh: text, en }, onlyWithAgent };
}

const card = document('social-security-card', '社会保障卡', 'Social security card');
const agentId = document(
	'agent-id',
	'如代办,需提供代办人身份证',
	'The agent’s ID, if someone else applies',
	true,
);
const bankCard = document(
	'bank-card',
	'患者或代办人名下的吉林银行卡或存折',
	'Card or passbook of 吉林银行, of the patient or the agent',
);

const inpatientPapers = [
	card,
	agentId,
	document('inpatient-receipt', '住院票据(盖医院公章)', 'Inpatient receipt, hospital stamp'),
	document(
		'medical-record',
		'全套住院病历复印件(首页盖医院公章)',
		'Full copies of the record, hospital stamp on the first page',
	),
	document('inpatient-cost-list', '住院费用明细(盖医院公章)', 'Inpatient cost list, hospital stamp'),
	bankCard,
];

const bank = { name: '吉林银行', cites: ['C22'] };

export const claims: Scheme['claims'] = {
	offered: true,
	cites: ['C21'],
	settledAtHospital: [{ kind: 'inpatient-local', cites: ['C15'] }],
	kinds: [
		{
			kind: 'holiday-inpatient',
			title: { zh: '寒暑假在户籍地住院', en: 'Inpatient at home during the holidays' },
			documents: [
				...inpatientPapers,
				document('household-register', '患者户口本原件', 'The patient’s household register, original'),
				document(
					'school-statement',
					'学校出具的情况说明(写明放假起止时间、户籍所在地医院治疗经过,需加盖学校公章)',
					'The school’s statement: holiday start and end, treatment at the home-place hospital, school stamp',
				),
			],
			bank,
			cites: ['C17'],
		},
		{
			kind: 'internship-inpatient',
			title: { zh: '异地实习期间住院', en: 'Inpatient during an internship elsewhere' },
			documents: [
				...inpatientPapers,
				document(
					'school-statement',
					'学校出具的情况说明(写明实习时间、地点经过,需加盖学校公章)',
					'The school’s statement: internship time, place and course, school stamp',
				),
			],
			bank,
			cites: ['C18'],
		},
		{
			kind: 'accident-outpatient',
			title: { zh: '在校意外伤害门诊', en: 'Outpatient after an accident at school' },
			documents: [
				card,
				agentId,
				document('outpatient-receipt', '门诊票据', 'Outpatient receipt'),
				document('outpatient-record-book', '门诊病历手册', 'Outpatient record book'),
				document('outpatient-cost-list', '门诊费用明细(盖医院公章)', 'Outpatient cost list, hospital stamp'),
				bankCard,
				document(
					'school-statement',
					'学校出具的情况说明(写明受伤的时间、地点、经过等,需加盖学校公章)',
					'The school’s statement: time, place and course of the injury, school stamp',
				),
			],
			bank,
			cites: ['C19'],
		},
	],
};

export const amounts: Scheme['amounts'] = {
	cites: ['C15', 'C16', 'C19'],
	amounts: {
		inpatient: {
			deductibleFenByLevel: { province: 60_000, city: 40_000, district: 20_000, 'health-centre': 10_000 },
			minPercent: 65,
			maxPercent: 90,
			capFen: 20_000_000,
			cites: ['C15'],
		},
		accidentOutpatient: { aboveFen: 10_000, upToFen: 500_000, percent: 80, cites: ['C19'] },
		majorIllness: {
			deductibleFen: 1_200_000,
			bands: [
				{ upToFen: 1_000_000, percent: 60 },
				{ upToFen: 10_000_000, percent: 70 },
				{ upToFen: null, percent: 80 },
			],
			capFen: 30_000_000,
			cites: ['C16'],
		},
	},
};
