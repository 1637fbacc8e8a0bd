import type { Scheme } from '../scheme.ts';
import { amounts } from './amounts.ts';
import { claims } from './claims.ts';
import { contacts } from './contacts.ts';
import { formParts } from './form.ts';
import { identity } from './identity.ts';
import { payment, receipt } from './payment.ts';
import { schoolWork } from './school-work.ts';

/** 长春市在校学生城乡居民基本医疗保险, insurance year 2023. */
export const changchun2023: Scheme = {
	id: 'changchun-2023',
	version: 'changchun-2023.6',
	place: 'changchun',
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
	// The notice tells nothing of the year before.
	changes: [],
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
		eligibility: [
			{
				text: { zh: '参保按照自愿原则', en: 'Enrollment is voluntary' },
				cites: ['C20'],
			},
			{
				text: {
					zh: '要有教育部门登记在册的学籍；吉林省内全日制在籍学生（含大中专学生和全日制研究生）统一在学籍地参保',
					en: 'A register entry held by the education authority is needed; full-time registered students in Jilin (colleges, secondary vocational schools and full-time postgraduates included) enroll at the place of the register',
				},
				cites: ['C4'],
			},
			{
				text: {
					zh: '没有学籍的，不能在就读学校参保，应到户籍所在地参加城乡居民医保，按参保地政策享受待遇',
					en: 'Without a register entry: not through the school; enroll as a resident at the place of household registration, with the benefits there',
				},
				cites: ['C5'],
			},
			{
				text: {
					zh: '2022年毕业的学生由学校办理停保（减员），以便参加其他医保',
					en: 'The school stops the insurance of the 2022 graduates, so that they can join another',
				},
				cites: ['C10'],
			},
		],
		guide: [],
		statuses: [],
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
		ageClasses: [],
		lumpSums: [],
		exempt: [],
		earlier: [],
		notes: [
			{
				text: {
					zh: '个人缴费320元，其中长护险10元',
					en: 'You pay 320 yuan, of which 10 yuan are long-term care insurance',
				},
				cites: ['C1'],
			},
			{
				text: {
					zh: '年满18周岁、学校还没有登记的，会按成年人标准收费；等金额变更为“在校学生缴费标准”后再缴。成年人标准文件没有写',
					en: 'Aged 18 or over and not yet registered by the school: charged as an adult; pay once the amount has changed to the student standard. The adult amount is not given',
				},
				cites: ['C9', 'C21'],
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
					zh: '集中预缴期内按标准缴费的（含新参保），享受2023年1月1日至12月31日一个自然年度的医保待遇',
					en: 'Paid at the standard within the window, new enrollees too: benefits from 2023-01-01 to 2023-12-31',
				},
				cites: ['C2'],
			},
			{
				text: {
					zh: '集中预缴期外缴费的，有90日待遇等待期，等待期内不享受医保待遇',
					en: 'Paid outside the window: a waiting period of 90 days without benefits',
				},
				cites: ['C3'],
			},
			{
				text: {
					zh: '等待期外的待遇到2023年12月31日为止：这种情形的终止日文件没有写，是我们的假定',
					en: 'After the wait benefits run to 2023-12-31: the document gives no end for this case, it is our assumption',
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
	schoolWork,
	payment,
	receipt,
	afterSuccess: [],
	findingWords: [
		{
			rule: 'college-without-funding',
			text: {
				zh: '您选择在学籍地参保：按普通学生身份享受待遇；参保资助、直接医疗救助等，到身份认定地医保部门申请享受。',
				en: 'You choose the place of the register: an ordinary student’s benefits; apply for funding and direct medical assistance to the insurance department at the place of identity.',
			},
			cites: ['C6'],
		},
		{
			rule: 'college-without-funding',
			text: {
				zh: '身份在省外认定，您选择在学籍地参保：全额缴纳年度个人医保费后，享受普通学生的医保待遇。',
				en: 'Your identity is certified in another province and you choose the place of the register: you pay the whole yearly contribution and have an ordinary student’s benefits.',
			},
			cites: ['C7'],
		},
	],
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
		waiting: {
			count: 90,
			unit: 'days',
			readings: [
				{
					key: 'payment-day-is-first',
					text: {
						zh: '缴费当日为第1日：缴费日加90日起享受待遇',
						en: 'The day of payment is day 1: benefits start 90 days after it',
					},
					applied: true,
					cites: ['C3'],
				},
				{
					key: 'next-day-is-first',
					text: {
						zh: '缴费次日为第1日：缴费日加91日起享受待遇',
						en: 'The day after payment is day 1: benefits start 91 days after the payment',
					},
					applied: false,
					cites: ['C3'],
				},
			],
			cites: ['C3'],
		},
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
	open: [
		{
			text: { zh: '各级医院的具体报销比例，文件没有写', en: 'Not given: the rate of each level of hospital' },
			cites: ['C21'],
		},
		{
			text: { zh: '成年人缴费标准，文件没有写', en: 'Not given: the adult contribution' },
			cites: ['C21'],
		},
		{
			text: { zh: '财政补助标准，文件没有写', en: 'Not given: the public subsidy' },
			cites: ['C21'],
		},
		{
			text: { zh: '报销申请期限，文件没有写', en: 'Not given: any deadline for claims' },
			cites: ['C21'],
		},
	],
};
