import type { Scheme } from '../scheme.ts';
import { amounts, claims } from './benefits.ts';
import { contacts } from './contacts.ts';
import { benefitFacts } from './facts-benefits.ts';
import { enrollmentFacts } from './facts-enrollment.ts';
import { formParts } from './form.ts';
import { identity } from './identity.ts';
import { payment, receipt } from './payment.ts';

/** 长春市在校学生城乡居民基本医疗保险, insurance year 2023. */
export const changchun2023: Scheme = {
	id: 'changchun-2023',
	version: 'changchun-2023.1',
	title: { zh: '在校学生城乡居民基本医疗保险', en: 'Residents’ insurance for students' },
	region: { zh: '吉林·长春', en: 'Changchun, Jilin' },
	insuranceYear: 2023,
	document: {
		title: '关于做好2023年度在校学生城乡居民基本医疗保险参保缴费工作的通知',
		number: '长医保联〔2022〕14号',
		sourceFile: 'source.txt',
	},
	inForce: {
		from: '2022-10-01',
		to: '2023-12-31',
		note: {
			zh: '起始日取集中预缴期首日，终止日按2023年度结束理解，文件没有写。',
			en: 'The first day is that of the prepayment window, the last the end of insurance year 2023; the document gives neither.',
		},
		cites: ['C2', 'C3'],
	},
	facts: { ...enrollmentFacts, ...benefitFacts },
	flow: [
		{
			text: {
				zh: '学校专人在学生参保平台录入学籍信息（2022年12月20日前）',
				en: 'The school’s staff enters you in the platform (by 2022-12-20)',
			},
			cites: ['C8', 'C11'],
		},
		{
			text: {
				zh: '年满18周岁的，等金额变更为“在校学生缴费标准”',
				en: 'Aged 18 or over: wait until the amount is the student standard',
			},
			cites: ['C9'],
		},
		{
			text: { zh: '2022年10月1日至12月31日缴费', en: 'Pay from 2022-10-01 to 2022-12-31' },
			cites: ['C2', 'C12'],
		},
	],
	// The notice names no school: these are for trying the product.
	schools: [
		{ code: 'cc-demo-university', name: '长春演示大学', demo: true, cites: [] },
		{ code: 'cc-demo-college', name: '长春演示职业学院', demo: true, cites: [] },
	],
	enrollment: {
		opens: '2022-10-01',
		closes: '2022-12-31',
		cites: ['C2'],
		ways: [
			{
				text: {
					zh: '参保登记、宣传引导和缴费统一由学校组织，学生按自愿原则参保',
					en: 'The school organises registration and payment; enrollment is voluntary',
				},
				cites: ['C12', 'C8', 'C20'],
			},
		],
	},
	contribution: {
		personalFen: 32_000,
		subsidyFen: null,
		components: [
			{
				key: 'long-term-care',
				label: { zh: '长护险', en: 'Long-term care insurance' },
				fen: 1_000,
				cites: ['C1'],
			},
		],
		cites: { personal: ['C1'], subsidy: ['C21'] },
	},
	benefits: {
		from: '2023-01-01',
		to: '2023-12-31',
		fromForEntryYears: null,
		cites: ['C2'],
		openCites: [],
		notes: [
			{
				text: {
					zh: '集中预缴期外缴费的，有90日待遇等待期，等待期内不享受医保待遇',
					en: 'Paid outside the window: a waiting period of 90 days without benefits',
				},
				cites: ['C3'],
			},
		],
	},
	form: { parts: formParts, cites: ['C8'] },
	identity,
	letter: null,
	schoolConfirmation: null,
	duplicate: null,
	payment,
	receipt,
	afterSuccess: [],
	conditions: {
		registerRequired: { cites: ['C5'], unknownCites: ['C4'] },
		fullTimeOnly: { cites: ['C4'] },
		graduatesBlocked: { cites: ['C10'] },
		reviewBeforePayment: null,
		adultHold: { fromAge: 18, cites: ['C9'] },
		insuredMustBeKnown: null,
		lumpSumCovers: null,
		returnBeforeOpening: null,
		adviseAfterClosing: { cites: ['C3'] },
		waiting: { days: 90, cites: ['C3'] },
		hardship: {
			home: 'jilin',
			homeCites: ['C6'],
			elsewhereCites: ['C7'],
			unknownCites: ['C6'],
			elsewhereNeedsPerson: false,
		},
	},
	amounts,
	claims,
	contacts,
};
