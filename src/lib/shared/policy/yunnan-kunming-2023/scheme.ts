import type { Scheme } from '../scheme.ts';
import { changes, duplicate, enrollment } from './enrollment.ts';
import { personalParts } from './form-personal.ts';
import { standingParts } from './form-standing.ts';
import { identity } from './identity.ts';
import { letter } from './letter.ts';
import { payment, receipt } from './payment.ts';

/** 省属在昆高校大学生基本医疗保险, insurance year 2023. */
export const yunnanKunming2023: Scheme = {
	id: 'yunnan-kunming-2023',
	version: 'yunnan-kunming-2023.4',
	place: 'yunnan-kunming',
	title: {
		zh: '省属在昆高校大学生基本医疗保险',
		en: 'Insurance for students of provincial colleges in Kunming',
	},
	region: { zh: '云南·昆明', en: 'Kunming, Yunnan' },
	insuranceYear: 2023,
	document: {
		title: '2023年度参加省属在昆高校大学生基本医疗保险参保缴费工作的培训',
		number: '云医保中心函〔2022〕126号',
		sourceFile: 'source.txt',
	},
	inForce: {
		from: '2022-09-01',
		to: '2023-12-31',
		note: {
			zh: '起始日按“2022年9月”理解；终止日按2023年度结束理解，文件没有写。',
			en: 'The first day is read from “September 2022”, the last from the end of insurance year 2023; the document gives neither as a day.',
		},
		cites: ['Y1', 'Y3', 'Y24'],
	},
	changes,
	flow: [
		{
			text: { zh: '学生本人参保登记，填写并提交', en: 'You fill in and submit the enrollment' },
			cites: ['Y4', 'Y21'],
		},
		{
			text: { zh: '医保中心审核，转为“已办结”', en: 'The centre reviews it: 已办结' },
			cites: ['Y10', 'Y21'],
		},
		{
			text: {
				zh: '配置缴费金额（由谁配置，文件的流程图看不清）',
				en: 'The amount is set (by whom is not certain: the flow chart is unclear)',
			},
			cites: ['Y21'],
		},
		{ text: { zh: '在税务渠道自主完成缴费', en: 'You pay through a tax channel' }, cites: ['Y14', 'Y21'] },
		{
			text: { zh: '参保成功，按通知办理社保卡', en: 'Enrolled; the social security card by later notice' },
			cites: ['Y22'],
		},
	],
	// An address 云南省林业职业技术学院 stands in one screenshot as a sample: no school is named by it (Y6).
	schools: [
		{ code: 'kmmu', name: '昆明医科大学', demo: false, cites: ['Y1'] },
		{ code: 'ynau', name: '云南农业大学', demo: false, cites: ['Y9'] },
		{ code: 'ynufe', name: '云南财经大学', demo: false, cites: ['Y16'] },
		{ code: 'ynsevc', name: '云南特殊教育职业学院', demo: false, cites: ['Y7'] },
	],
	enrollment,
	contribution: {
		personalFen: 35_000,
		subsidyFen: 61_000,
		components: [],
		ageClasses: [],
		lumpSums: [],
		exempt: [],
		earlier: [{ year: 2022, personalFen: 32_000, subsidyFen: 58_000, cites: ['Y13'] }],
		notes: [
			{
				text: {
					zh: '2023年度财政补助和个人缴费标准各提高30元；2022年度为补助580元、个人320元',
					en: 'For 2023 subsidy and contribution both rise by 30 yuan; for 2022 they were 580 and 320 yuan',
				},
				cites: ['Y13'],
			},
			{
				text: {
					zh: '按年度缴纳，由学生自己缴，不再由学校代收代缴，也不再按学制一次性趸缴',
					en: 'Paid yearly by the student, no longer by the school or by a lump sum for the course',
				},
				cites: ['Y14', 'Y1'],
			},
		],
		cites: { personal: ['Y13'], subsidy: ['Y13'] },
	},
	benefits: {
		from: '2023-01-01',
		to: null,
		fromForEntryYears: [2022],
		cites: ['Y23'],
		openCites: ['Y26'],
		notes: [
			{
				text: {
					zh: '入学当年的9-12月继续享受原参保地城乡居民医疗保险待遇',
					en: 'From September to December of the entry year you keep the residents’ benefits of the place where you were insured before',
				},
				cites: ['Y23'],
			},
			{
				text: {
					zh: '文件没有写待遇截止日，也没有写2022年以前入学者的起始日，以经办机构为准',
					en: 'The document gives no end, and no start for students who entered before 2022: ask the office',
				},
				cites: ['Y26'],
			},
		],
	},
	form: { parts: [...personalParts, ...standingParts], cites: ['Y6'] },
	identity,
	letter,
	schoolConfirmation: {
		text: { zh: '你确定是{school}的在校大学生吗？', en: 'Are you sure that you are a student at {school}?' },
		accept: '确定',
		decline: '取消',
		cites: ['Y7'],
	},
	duplicate,
	// The letter gives the school one thing to do, in batch (Y3); the rest is the student's.
	schoolWork: {
		duties: [
			{
				key: 'batch',
				title: { zh: '可以批量参保登记', en: 'May enroll in batch' },
				text: {
					zh: '学校可以在云南医保公共服务后台管理系统（基层网厅）批量办理参保登记，并查询本校学生的参保缴费情况',
					en: 'The school may enroll its students in batch through 云南医保公共服务后台管理系统 (基层网厅) and query their enrollment and payment there',
				},
				due: null,
				cites: ['Y3'],
			},
		],
		platform: null,
	},
	payment,
	receipt,
	afterSuccess: [
		{
			origin: 'in-province',
			text: {
				zh: '省内学生根据后期通知做二代社保卡信息转移',
				en: 'Students from Yunnan transfer their second-generation social security card by later notice',
			},
			cites: ['Y22'],
		},
		{
			origin: 'out-of-province',
			text: {
				zh: '省外学生根据后期通知提供所需信息及电子照片，新制二代社保卡',
				en: 'Students from other provinces hand in data and an electronic photo for a new card, by later notice',
			},
			cites: ['Y22'],
		},
	],
	findingWords: [
		{
			rule: 'college-without-funding',
			text: {
				zh: '您选择参加大学生医保：不享受资助参保政策，可依申请回身份认定地享受医疗救助。',
				en: 'You choose college insurance: no funded enrollment; you may apply to the place of identity for medical assistance.',
			},
			cites: ['Y8'],
		},
	],
	conditions: {
		registerRequired: null,
		fullTimeOnly: null,
		graduatesBlocked: null,
		reviewBeforePayment: { cites: ['Y10'] },
		adultHold: null,
		insuredMustBeKnown: { cites: ['Y11'] },
		lumpSumCovers: { cites: ['Y2'] },
		returnBeforeOpening: { cites: ['Y3'] },
		adviseAfterClosing: null,
		waiting: null,
		hardship: {
			home: 'yunnan',
			homeCites: ['Y8'],
			elsewhereCites: ['Y8'],
			unknownCites: ['Y8'],
			elsewhereNeedsPerson: true,
		},
	},
	amounts: { cites: ['Y25'], amounts: null },
	claims: { offered: false, cites: ['Y25'], settledAtHospital: [], kinds: [] },
	contacts: [],
	open: [
		{
			text: {
				zh: '参保和缴费的截止日期，文件没有写，以经办机构为准',
				en: 'The document gives no closing date for enrolling or paying: ask the office',
			},
			cites: ['Y24'],
		},
		{
			text: {
				zh: '报销比例和零星报销手续，文件没有写，所以这里不计算也不受理，以经办机构为准',
				en: 'The document gives no rates and no claim rules, so nothing is calculated or taken here: ask the office',
			},
			cites: ['Y25'],
		},
		{
			text: {
				zh: '待遇到哪一天为止、2022年以前入学的学生从哪一天开始、外省认定的资助身份怎么处理，文件都没有写，以经办机构为准',
				en: 'No end of the benefits, no start for students who entered before 2022, and nothing on identities of other provinces: ask the office',
			},
			cites: ['Y26'],
		},
	],
};
