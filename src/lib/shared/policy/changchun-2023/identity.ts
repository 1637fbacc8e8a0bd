import type { Scheme } from '../scheme.ts';

/** The notice names no kinds, only 困难人员 certified by civil affairs or rural revitalisation: the usual ones, and 'other'. */
export const identityKinds: Scheme['identity']['kinds'] = [
	{ value: 'none', label: { zh: '没有', en: 'None' } },
	{ value: 'monitored', label: { zh: '监测对象', en: 'Monitored household' } },
	{ value: 'subsistence', label: { zh: '低保', en: 'Subsistence allowance' } },
	{ value: 'disabled', label: { zh: '残疾', en: 'Disability' } },
	{ value: 'destitute', label: { zh: '特困', en: 'Destitute' } },
	{ value: 'other', label: { zh: '其他困难人员', en: 'Another hardship identity' } },
];

export const certifiedIn: Scheme['identity']['certifiedIn'] = [
	{ value: 'jilin', label: { zh: '吉林省内', en: 'In Jilin' } },
	{ value: 'elsewhere', label: { zh: '吉林省外', en: 'In another province' } },
];

export const identity: Scheme['identity'] = {
	kinds: identityKinds,
	certifiedIn,
	alsoShown: [],
	notes: [
		{
			text: {
				zh: '省内身份由县（市、区）级民政或乡村振兴部门认定；符合参保资助条件的，可选择在身份认定地、居住地或学籍地参保',
				en: 'Inside Jilin the identity is certified by civil affairs or rural revitalisation of the county; the choice is the place of identity, of residence or of the register',
			},
			cites: ['C6'],
		},
		{
			text: {
				zh: '省外民政或乡村振兴部门认定的，可选择在认定地或学籍地参保',
				en: 'Certified outside Jilin: the choice is the place of identity or of the register',
			},
			cites: ['C7'],
		},
	],
	sides: [
		{
			value: 'college',
			title: { zh: '在学籍地参保', en: 'At the place of the register' },
			points: [
				{
					text: { zh: '按普通学生身份享受参保地医保待遇', en: 'An ordinary student’s benefits' },
					good: true,
					cites: ['C6', 'C7'],
				},
				{
					text: {
						zh: '省内认定的：参保资助、直接医疗救助到身份认定地医保部门申请',
						en: 'Certified in Jilin: funding and direct medical assistance are applied for at the place of identity',
					},
					good: true,
					cites: ['C6'],
				},
				{
					text: {
						zh: '省外认定的：要全额缴纳年度个人医保费',
						en: 'Certified elsewhere: you pay the whole yearly contribution',
					},
					good: false,
					cites: ['C7'],
				},
			],
		},
		{
			value: 'identity-place',
			title: { zh: '在身份认定地参保', en: 'At the place of identity' },
			points: [
				{
					text: { zh: '直接享受参保地医保待遇', en: 'The benefits of that place, directly' },
					good: true,
					cites: ['C6', 'C7'],
				},
			],
		},
	],
	redirectAdvice: {
		zh: '您选择在身份认定地参保：这里不用再登记，也不用在这里缴费。请到身份认定地办理参保缴费。想改主意，回来重新选择即可。',
		en: 'You choose the place of identity: nothing more to register or pay here. Enroll there. If you change your mind, come back and choose again.',
	},
	cites: ['C6', 'C7'],
};
