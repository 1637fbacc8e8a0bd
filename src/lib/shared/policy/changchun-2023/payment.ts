import type { Scheme } from '../scheme.ts';

const banks: [key: string, name: string][] = [
	['icbc', '工商银行'],
	['abc', '农业银行'],
	['ccb', '建设银行'],
	['bocom', '交通银行'],
	['psbc', '邮储银行'],
	['jlb', '吉林银行'],
	['jlrcc', '吉林农信银行'],
	['cmb', '招商银行'],
	['cib', '兴业银行'],
	['boc', '中国银行'],
	['citic', '中信银行'],
	['ceb', '光大银行'],
	['spdb', '浦发银行'],
	['hxb', '华夏银行'],
];

const program = '吉林税务社保缴费';

export const payment: Scheme['payment'] = {
	opens: '2022-10-01',
	closes: '2022-12-31',
	cites: { opens: ['C2'], late: ['C3'] },
	channels: [
		{ key: 'wechat', name: `${program}（微信小程序）`, kind: 'wechat', recommended: false, cites: ['C12'] },
		{ key: 'alipay', name: `${program}（支付宝小程序）`, kind: 'alipay', recommended: false, cites: ['C12'] },
		...banks.map(([key, bank]) => ({
			key,
			name: `${bank}柜台窗口`,
			kind: 'counter' as const,
			recommended: false,
			note: {
				zh: '学生本人或代缴人可直接到柜台窗口办理',
				en: 'The student, or someone paying for the student, at the counter',
			},
			cites: ['C12'],
		})),
	],
	guide: [
		{
			key: 'pay',
			title: { zh: '缴费', en: 'Pay' },
			steps: [
				{
					text: {
						zh: '年满18周岁的：等缴费金额变更为“在校学生缴费标准”后再缴费',
						en: 'Aged 18 or over: pay only once the amount shown has changed to the student standard',
					},
					cites: ['C9', 'C1'],
				},
				{
					text: {
						zh: `打开微信或支付宝搜索“${program}”小程序，按系统提示操作；也可由本人或代缴人到银行柜台办理`,
						en: `Search WeChat or Alipay for the mini-program ${program} and follow it; or pay at a bank counter, yourself or by someone for you`,
					},
					copy: program,
					cites: ['C12'],
				},
			],
		},
	],
	identityChecks: [],
	reassurances: [],
	confirmation: null,
	menu: [],
	methods: [],
	trouble: [],
	forSomeoneElse: {
		text: {
			zh: '代缴的人可以直接到上面列出的银行柜台，替您办理缴费手续。年满18周岁的，同样要等金额变更为“在校学生缴费标准”。',
			en: 'Somebody else may pay for you at the counter of any bank listed. Aged 18 or over, you both wait until the amount is the student standard.',
		},
		cites: ['C12', 'C9'],
	},
};

/** The notice says nothing of receipts: the channel's own counts. */
export const receipt: Scheme['receipt'] = {
	title: '缴费凭据',
	notice: '以缴费渠道出具的凭据为准',
	recordTitle: '缴费记录',
	recordFields: [],
	levyItem: '城乡居民基本医疗保险',
	taxAuthority: null,
	office: null,
	cites: ['C12'],
};
