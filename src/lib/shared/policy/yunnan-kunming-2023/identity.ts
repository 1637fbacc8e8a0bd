import type { Scheme } from '../scheme.ts';

/** The kinds in the order of the document; 等 opens the list, hence 'other'. */
export const identityKinds: Scheme['identity']['kinds'] = [
	{ value: 'none', label: { zh: '没有特殊身份', en: 'None' } },
	{ value: 'monitored', label: { zh: '动态监测人员', en: 'Monitored household' } },
	{ value: 'subsistence', label: { zh: '低保（最低生活保障对象）', en: 'Subsistence allowance' } },
	{ value: 'disabled', label: { zh: '残疾', en: 'Disability' } },
	{ value: 'destitute', label: { zh: '特困', en: 'Destitute' } },
	{ value: 'other', label: { zh: '其他受资助身份', en: 'Another funded identity' } },
];

export const certifiedIn: Scheme['identity']['certifiedIn'] = [
	{ value: 'yunnan', label: { zh: '云南省内', en: 'In Yunnan' } },
	{ value: 'elsewhere', label: { zh: '云南省外', en: 'In another province' } },
];

export const identity: Scheme['identity'] = {
	kinds: identityKinds,
	certifiedIn,
	alsoShown: ['最低生活保障对象', '最低生活保障人员中的其他人员'],
	notes: [
		{
			text: {
				zh: '云南省资助参保的身份主要包括动态监测人员、低保、残疾、特困等；凡在云南认定的此类身份都算，可以自愿选择在哪里参保',
				en: 'Identities funded by Yunnan are mainly monitored, subsistence, disabled and destitute persons “and so on”: every such identity certified in Yunnan counts, and the choice is free',
			},
			cites: ['Y8'],
		},
		{
			text: {
				zh: '外省认定的资助身份怎么处理，文件没有写，由经办机构确认',
				en: 'The document says nothing of identities funded by other provinces: the office decides',
			},
			cites: ['Y26', 'Y8'],
		},
	],
	sides: [
		{
			value: 'college',
			title: { zh: '参加大学生医保', en: 'College insurance' },
			points: [
				{
					text: { zh: '不享受资助参保政策，个人缴费350元', en: 'No funded enrollment: you pay 350 yuan' },
					good: false,
					cites: ['Y8', 'Y13'],
				},
				{
					text: { zh: '享受省本级大学生医保待遇', en: 'The provincial college benefits' },
					good: true,
					cites: ['Y8'],
				},
				{
					text: {
						zh: '可依申请回身份认定地享受医疗救助',
						en: 'You may apply to the place of identity for medical assistance',
					},
					good: true,
					cites: ['Y8'],
				},
				{
					text: {
						zh: '要签承诺书，不再在身份认定地参保',
						en: 'You sign a letter and do not enroll at the place of identity',
					},
					good: false,
					cites: ['Y5', 'Y9'],
				},
			],
		},
		{
			value: 'identity-place',
			title: { zh: '在身份认定地参加城乡居民医保', en: 'Residents’ insurance at the place of identity' },
			points: [
				{
					text: { zh: '享受身份认定资助参保政策', en: 'Funded enrollment' },
					good: true,
					cites: ['Y8'],
				},
				{
					text: { zh: '享受城乡居民医保待遇', en: 'Residents’ benefits' },
					good: true,
					cites: ['Y8'],
				},
				{
					text: {
						zh: '不享受省属在昆高校大学生普通门诊、住院等医保待遇',
						en: 'None of the college outpatient and inpatient benefits',
					},
					good: false,
					cites: ['Y8'],
				},
			],
		},
	],
	redirectAdvice: {
		zh: '您选择在身份认定地参保：这里不用再登记，也不用在这里缴费。请到身份认定地的医保经办机构参加城乡居民医保，享受资助参保。想改主意，回来重新选择即可。',
		en: 'You choose the place of identity: nothing more to register or pay here. Enroll in residents’ insurance with the insurance office there, with funding. If you change your mind, come back and choose again.',
	},
	cites: ['Y8', 'Y6'],
};
