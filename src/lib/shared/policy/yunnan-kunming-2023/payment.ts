import type { Scheme } from '../scheme.ts';
import { guide } from './payment-guide.ts';

const taxAuthority = '国家税务总局云南省税务局第二税务分局';
const office = '云南省本级医疗保障局（*）';

export const payment: Scheme['payment'] = {
	opens: '2022-09-01',
	closes: null,
	cites: { opens: ['Y14', 'Y3'], late: ['Y24'] },
	channels: [
		{
			key: 'etax-wechat',
			name: '云南省电子税务局（微信公众号）',
			kind: 'wechat',
			recommended: true,
			cites: ['Y14', 'Y15'],
		},
		{
			key: 'banshitong',
			name: '一部手机办事通',
			kind: 'app',
			recommended: false,
			note: {
				zh: '“四、缴费方式”一页写的名称；“缴费方式”一页写作“一部手机办税费”',
				en: 'Its name on the slide 四、缴费方式; the slide 缴费方式 calls it 一部手机办税费',
			},
			cites: ['Y14'],
		},
		{
			key: 'banshuifei',
			name: '一部手机办税费',
			kind: 'app',
			recommended: false,
			note: {
				zh: '“缴费方式”一页写的名称；“四、缴费方式”一页写作“一部手机办事通”',
				en: 'Its name on the slide 缴费方式; the slide 四、缴费方式 calls it 一部手机办事通',
			},
			cites: ['Y14'],
		},
		{ key: 'abc-app', name: '中国农业银行掌上APP', kind: 'app', recommended: false, cites: ['Y14'] },
		{
			key: 'abc-wechat',
			name: '中国农业银行云南省分行微银行（微信公众号）',
			kind: 'wechat',
			recommended: false,
			cites: ['Y14'],
		},
		{
			key: 'abc-counter',
			name: '中国农业银行营业网点窗口',
			kind: 'counter',
			recommended: false,
			cites: ['Y14'],
		},
		{
			key: 'abc-terminal',
			name: '中国农业银行自助终端机',
			kind: 'terminal',
			recommended: false,
			cites: ['Y14'],
		},
		{ key: 'rcc-app', name: '云南农村信用社手机银行', kind: 'app', recommended: false, cites: ['Y14'] },
		{
			key: 'rcc-counter',
			name: '云南农村信用社网点窗口',
			kind: 'counter',
			recommended: false,
			cites: ['Y14'],
		},
	],
	guide,
	identityChecks: [
		{ key: 'office', label: { zh: '经办机构', en: 'Office' }, expected: office, cites: ['Y16'] },
		{ key: 'tax', label: { zh: '税务机关', en: 'Tax authority' }, expected: taxAuthority, cites: ['Y16'] },
	],
	reassurances: [
		{
			text: {
				zh: '页面上“缴费人类型：城乡居民”是对的，大学生医保就是这样显示',
				en: '缴费人类型 “城乡居民” is right: college insurance is shown so',
			},
			cites: ['Y16'],
		},
		{
			text: {
				zh: '页面上“缴费险种：城乡居民基本医疗保险费”是对的',
				en: '缴费险种 “城乡居民基本医疗保险费” is right too',
			},
			cites: ['Y16'],
		},
	],
	confirmation: {
		button: '确认缴款',
		shows: ['缴款流水号', '缴费人名称', '证件号码', '缴款金额', '税务机关'],
		cites: ['Y16'],
	},
	menu: [
		{
			name: '自主缴费',
			text: { zh: '“申报缴款”下的功能', en: 'Under 申报缴款' },
			cites: ['Y19'],
		},
		{
			name: '代他人缴费',
			text: { zh: '“申报缴款”下的功能：替别人缴费', en: 'Under 申报缴款: pay for someone else' },
			cites: ['Y19'],
		},
		{
			name: '大学生医保',
			text: { zh: '“申报缴款”下的功能：在这里缴费', en: 'Under 申报缴款: pay here' },
			cites: ['Y15', 'Y19'],
		},
		{
			name: '费款缴纳',
			text: {
				zh: '“申报缴款”下的功能：没缴完的在这里处理',
				en: 'Under 申报缴款: finish what is not paid yet',
			},
			cites: ['Y18', 'Y19'],
		},
		{
			name: '缴费电子回单开具',
			text: { zh: '“申报缴款”下的功能：缴费依据', en: 'Under 申报缴款: the proof of payment' },
			cites: ['Y19'],
		},
		{
			name: '申报作废',
			text: { zh: '“申报缴款”下的功能', en: 'Under 申报缴款' },
			cites: ['Y19'],
		},
		{
			name: '缴费记录查询',
			text: { zh: '“缴费查询”下的功能', en: 'Under 缴费查询' },
			cites: ['Y19'],
		},
		{
			name: '代缴记录查询',
			text: {
				zh: '“缴费查询”下的功能；2021年9月以前的另有一项“代缴记录查询(2021年9月前)”',
				en: 'Under 缴费查询; for the time before September 2021 there is an item of its own',
			},
			cites: ['Y19'],
		},
		{
			name: '扣款记录查询',
			text: { zh: '“缴费查询”下的功能', en: 'Under 缴费查询' },
			cites: ['Y19'],
		},
	],
	methods: [
		{
			key: 'wechat',
			name: { zh: '微信支付', en: 'WeChat Pay' },
			note: { zh: '输入支付密码即可支付', en: 'Enter your payment password' },
			recommended: true,
			cites: ['Y17'],
		},
		{
			key: 'wechat-qr',
			name: { zh: '微信二维码支付', en: 'WeChat QR code' },
			note: {
				zh: '长按二维码图片，选择“识别图中二维码”，然后输入支付密码',
				en: 'Long-press the picture, choose 识别图中二维码, enter your payment password',
			},
			recommended: false,
			cites: ['Y17'],
		},
		{
			key: 'unionpay',
			name: { zh: '银联在线支付', en: 'UnionPay online' },
			note: {
				zh: '银行卡要先开通银联在线支付；输入卡号、支付密码、手机号和验证码',
				en: 'The card must have online payment enabled; card number, password, phone and code',
			},
			recommended: false,
			cites: ['Y17'],
		},
	],
	trouble: [
		{
			key: 'deduction-failed',
			title: { zh: '扣款没有成功', en: 'The deduction failed' },
			text: {
				zh: '到“社保缴费”→“费款缴纳”，点“取消缴款”后重新申报，或点“去缴款”完成缴款',
				en: 'Go to 社保缴费 → 费款缴纳: tap 取消缴款 and declare again, or 去缴款 and finish',
			},
			cites: ['Y18'],
		},
		{
			key: 'unfinished',
			title: { zh: '提示有尚未处理的费款信息', en: 'It says that a payment is unfinished' },
			text: { zh: '到“费款缴纳”查询处理', en: 'Look it up under 费款缴纳' },
			cites: ['Y16', 'Y18'],
		},
		{
			key: 'other-office',
			title: { zh: '经办机构或税务机关不一致', en: 'The office or tax authority differs' },
			text: {
				zh: '不要缴费：这不是省本级大学生医保的缴费身份，先问学校医保办或省医保中心',
				en: 'Do not pay: this is not the college insurance identity. Ask your school or the provincial centre first',
			},
			cites: ['Y16'],
		},
	],
	forSomeoneElse: {
		text: {
			zh: '代缴的人在“社保缴费”里选“代他人缴费”，填您的姓名和证件号。身份核对和金额同样要看清。原文只列出了这个入口，没有写详细步骤。',
			en: 'The other person chooses 代他人缴费 in 社保缴费 and enters your name and ID number. The identity check and the amount matter just as much. The document only lists this entry, without steps.',
		},
		cites: ['Y19'],
	},
};

export const receipt: Scheme['receipt'] = {
	title: '缴费电子回单',
	notice: '不能作为记账凭证',
	recordTitle: '缴费记录查询',
	recordFields: [
		'电子税票号码',
		'社保经办机构',
		'社保编号',
		'所属期',
		'征收品目',
		'缴款金额',
		'税务机关',
		'缴费时间',
	],
	levyItem: '城乡居民基本医疗保险费',
	taxAuthority,
	office,
	cites: ['Y19', 'Y16'],
};
