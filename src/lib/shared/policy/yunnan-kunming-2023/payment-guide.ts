import type { Scheme } from '../scheme.ts';

const account = '云南省电子税务局';

/** The steps of the main channel, in the document's order (Y15–Y20). */
export const guide: Scheme['payment']['guide'] = [
	{
		key: 'account',
		title: { zh: '关注并注册', en: 'Follow and register' },
		steps: [
			{
				text: {
					zh: '在微信搜索“云南省电子税务局”公众号并关注',
					en: 'Search WeChat for the account 云南省电子税务局 and follow it',
				},
				copy: account,
				cites: ['Y14', 'Y20'],
			},
			{
				text: {
					zh: '点“业务办理”→“我的”→“未登录”→“注册账号”',
					en: 'Tap 业务办理 → 我的 → 未登录 → 注册账号',
				},
				cites: ['Y20'],
			},
			{
				text: {
					zh: '填写真实、准确的个人信息和手机号，点“获取验证码”，填验证码并设置密码，点“注册”',
					en: 'Enter your real data and phone, tap 获取验证码, enter the code, set a password, tap 注册',
				},
				cites: ['Y20'],
			},
			{
				text: {
					zh: '用账号密码、短信验证码、人脸识别中的一种登录',
					en: 'Sign in by password, SMS code or face',
				},
				cites: ['Y20'],
			},
			{
				text: {
					zh: '修改密码：登录后点“我的”→“修改密码”→“获取验证码”，填验证码和新密码，点“确定”',
					en: 'Change the password: signed in, tap 我的 → 修改密码 → 获取验证码, enter the code and a new password, tap 确定',
				},
				cites: ['Y20'],
			},
			{
				text: {
					zh: '忘记密码：登录界面点“忘记密码”，用短信验证码重置',
					en: 'Forgotten password: tap 忘记密码 and reset it by SMS code',
				},
				cites: ['Y20'],
			},
		],
	},
	{
		key: 'open',
		title: { zh: '进入大学生医保', en: 'Open 大学生医保' },
		steps: [
			{
				text: {
					zh: '点“首页”→“社保缴费”→“大学生医保”，系统会自动带出您的缴费信息',
					en: 'Tap 首页 → 社保缴费 → 大学生医保; your data comes up by itself',
				},
				copy: '大学生医保',
				cites: ['Y15'],
			},
		],
	},
	{
		key: 'check',
		title: { zh: '核实缴费身份', en: 'Check the insurance identity' },
		steps: [
			{
				text: {
					zh: '选择缴费险种，核对经办机构和税务机关；两项都一致才点“下一步”，不一致就不要缴费',
					en: 'Choose the insurance and compare the office and the tax authority; tap 下一步 only if both agree, otherwise do not pay',
				},
				cites: ['Y16'],
			},
			{
				text: {
					zh: '再次核对姓名、身份证号码等信息，确认无误后点“确认缴款”',
					en: 'Check name and ID number again, then tap 确认缴款',
				},
				cites: ['Y16'],
			},
		],
	},
	{
		key: 'pay',
		title: { zh: '选择支付方式并支付', en: 'Choose how to pay' },
		steps: [
			{
				text: {
					zh: '在银联在线支付、微信支付（推荐）、微信二维码支付中选一种付款',
					en: 'Pay by UnionPay online, WeChat Pay (recommended) or a WeChat QR code',
				},
				cites: ['Y17'],
			},
		],
	},
	{
		key: 'proof',
		title: { zh: '查看回单和记录', en: 'Proof and record' },
		steps: [
			{
				text: {
					zh: '在“缴费电子回单开具”查看缴费电子回单（不能作为记账凭证）',
					en: 'See the 缴费电子回单 under 缴费电子回单开具 (not an accounting voucher)',
				},
				cites: ['Y19'],
			},
			{
				text: { zh: '在“缴费记录查询”查看缴费记录', en: 'See the record under 缴费记录查询' },
				cites: ['Y19'],
			},
		],
	},
];
