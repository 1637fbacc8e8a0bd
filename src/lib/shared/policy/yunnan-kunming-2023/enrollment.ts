/** What is new, how one enrolls in the office’s own program, and how one stops elsewhere: Y1–Y5, Y7, Y10–Y12. */
import type { Scheme } from '../scheme.ts';

export const changes: Scheme['changes'] = [
	{
		before: { zh: '按学制一次性趸缴', en: 'A lump sum for the whole course' },
		after: { zh: '按年度缴纳', en: 'Paid by the year' },
		cites: ['Y1'],
	},
	{
		before: { zh: '医保办批量参保', en: 'Enrolled in batch by the 医保办' },
		after: {
			zh: '学生线上参保（学校仍可批量办理）',
			en: 'Students enroll online (the school still may in batch)',
		},
		cites: ['Y1', 'Y3'],
	},
	{
		before: { zh: '学校代收代缴', en: 'The school collects and pays' },
		after: { zh: '学生线上缴费', en: 'Students pay online' },
		cites: ['Y1'],
	},
];

export const enrollment: Scheme['enrollment'] = {
	opens: '2022-09-01',
	closes: null,
	cites: ['Y3', 'Y24'],
	ways: [
		{
			text: {
				zh: '学生在微信小程序“云南医保”线上办理',
				en: 'The student, online in the WeChat mini-program 云南医保',
			},
			cites: ['Y3', 'Y4'],
		},
		{
			text: {
				zh: '学校通过云南医保公共服务后台管理系统（基层网厅）批量办理，并可查询本校学生参保缴费情况',
				en: 'The school, in batch through 云南医保公共服务后台管理系统 (基层网厅), where it can also query its students’ enrollment and payment',
			},
			cites: ['Y3'],
		},
		{
			text: {
				zh: '特殊情况到省医保中心服务窗口办理',
				en: 'Special cases at the provincial centre’s window',
			},
			cites: ['Y3'],
		},
	],
	eligibility: [
		{
			text: {
				zh: '涉及的学生仅为2022级新生及部分需要续保的老生',
				en: 'It concerns only 2022 entrants and some older students who must renew',
			},
			cites: ['Y2'],
		},
		{
			text: {
				zh: '已按学制一次性趸缴2023年度及之后年度保费的，按原政策执行：已缴的年度不用再缴',
				en: 'Whoever already paid a lump sum for 2023 and later years keeps the old policy: nothing to pay for the years covered',
			},
			cites: ['Y2'],
		},
		{
			text: {
				zh: '只趸缴到2022年的，2023年度要和其他同学一样参保缴费',
				en: 'A lump sum through 2022 does not cover 2023: enroll and pay like any other student',
			},
			cites: ['Y2'],
		},
	],
	guide: [
		{
			key: 'open',
			title: { zh: '打开小程序并登录', en: 'Open the mini-program and sign in' },
			steps: [
				{
					text: {
						zh: '在微信搜索小程序“云南医保”',
						en: 'Search WeChat for the mini-program 云南医保',
					},
					copy: '云南医保',
					cites: ['Y4', 'Y3'],
				},
				{
					text: { zh: '点“我的”，按提示授权登录', en: 'Tap 我的 and authorise the sign-in' },
					cites: ['Y4'],
				},
			],
		},
		{
			key: 'form',
			title: { zh: '填写参保登记', en: 'Fill in the enrollment' },
			steps: [
				{
					text: {
						zh: '首页点“服务”，再点“省属在昆高校大学生参保”',
						en: 'On 首页 tap 服务, then 省属在昆高校大学生参保',
					},
					copy: '省属在昆高校大学生参保',
					cites: ['Y4'],
				},
				{
					text: {
						zh: '填写城乡居民参保登记信息，带“*”的为必填项',
						en: 'Fill in the residents’ enrollment data; fields with * are required',
					},
					cites: ['Y4', 'Y6'],
				},
				{
					text: {
						zh: '有特殊身份标识的，提交前先签署承诺书（页面上是“电子承诺书上传”）',
						en: 'With a special identity: sign the letter of commitment first (电子承诺书上传 on the screen)',
					},
					cites: ['Y5', 'Y9'],
				},
				{
					text: {
						zh: '页面问“你确定是……的在校大学生吗？”，点“确定”',
						en: 'The screen asks whether you are a student of your school: tap 确定',
					},
					cites: ['Y7'],
				},
				{
					text: { zh: '点“提交”，等待医保中心审核', en: 'Tap 提交 and wait for the centre’s review' },
					cites: ['Y4'],
				},
			],
		},
	],
	statuses: [
		{
			label: '待审核',
			text: {
				zh: '提交以后在这里查询',
				en: 'Where the item is found after submitting',
			},
			cites: ['Y10'],
		},
		{
			label: '已办结',
			text: {
				zh: '医保中心审核以后转到这里，就可以去“云南省电子税务局”缴费',
				en: 'Where it is after the centre’s review: now it can be paid in 云南省电子税务局',
			},
			cites: ['Y10'],
		},
	],
};

export const duplicate: Scheme['duplicate'] = {
	refusal: '该人员处于正常参保状态，不能重复参保',
	explanation: [
		{
			text: {
				zh: '请先在微信小程序“云南医保”中办理原户籍地“城乡居民停保登记”，再参加大学生医保',
				en: 'First stop your residents’ insurance (城乡居民停保登记) in the WeChat mini-program 云南医保, then enroll',
			},
			cites: ['Y11'],
		},
		{
			text: {
				zh: '因城乡居民医疗保险以年度为单位进行缴费，自行停保后不会影响当年在购买地的医保待遇',
				en: 'Residents’ insurance is paid by the year, so stopping it does not affect this year’s benefits where it was bought',
			},
			cites: ['Y11'],
		},
		{
			text: {
				zh: '停保须知写着：停保后将不能享受居民医疗保险待遇，请慎重办理；提交成功即办理成功',
				en: 'The notice on the stop form says: after stopping, residents’ benefits end, be careful; submitting is final',
			},
			cites: ['Y12'],
		},
	],
	guide: [
		{
			key: 'stop',
			title: { zh: '办理城乡居民停保登记', en: 'Stop the residents’ insurance' },
			steps: [
				{
					text: { zh: '在微信打开小程序“云南医保”', en: 'Open the mini-program 云南医保 in WeChat' },
					copy: '云南医保',
					cites: ['Y11'],
				},
				{
					text: {
						zh: '点“我的”→“城乡居民停保登记”，读停保须知，点“我已知晓”',
						en: 'Tap 我的 → 城乡居民停保登记, read the notice, tap 我已知晓',
					},
					copy: '城乡居民停保登记',
					cites: ['Y11', 'Y12'],
				},
				{
					text: {
						zh: '填好带“*”的各项，选停保原因，点“提交”：提交成功即办理成功',
						en: 'Fill in the fields with *, choose the reason, tap 提交: submitting is final',
					},
					cites: ['Y12'],
				},
				{
					text: { zh: '停保以后再参加大学生医保', en: 'Then enroll in college insurance' },
					cites: ['Y11'],
				},
			],
		},
	],
	stop: {
		title: '居民基本医疗保险停保登记',
		fields: ['姓名', '证件类型', '证件号', '人员编号', '险种类型', '停保时间', '停保原因', '备注'].map(
			(label) => ({
				label,
				required: true,
			}),
		),
		notice: ['停保后将不能享受居民医疗保险待遇，请慎重办理。', '提交成功即办理成功，慎重操作！'],
		accept: '我已知晓',
		cites: ['Y12'],
	},
	cites: ['Y11', 'Y12'],
};
