import type { Scheme } from '../scheme.ts';

/** What the notice asks of the schools: C8–C12. */
export const schoolWork: Scheme['schoolWork'] = {
	duties: [
		{
			key: 'register',
			title: { zh: '登记在籍学生', en: 'Register the students' },
			text: {
				zh: '在学生参保平台全面准确地录入在籍学生的学籍信息；“12月20日前”按含当日理解',
				en: 'Enter the registered students in the platform, complete and exact; “before 20 December” is read as included',
			},
			due: '2022-12-20',
			cites: ['C8'],
		},
		{
			key: 'student-standard',
			title: { zh: '指导学生按学生标准缴费', en: 'See that students pay the student standard' },
			text: {
				zh: '及时登记，指导年满18周岁的学生等金额变更为“在校学生缴费标准”后再缴费',
				en: 'Register in time, and let students aged 18 or over pay only once the amount has changed to the student standard',
			},
			due: null,
			cites: ['C9'],
		},
		{
			key: 'stop-graduates',
			title: { zh: '为毕业生停保', en: 'Stop the graduates’ insurance' },
			text: {
				zh: '在系统内对2022年毕业学生进行停保（减员）；不及时办理，会影响毕业生参加其他医保',
				en: 'Stop the 2022 graduates in the system; not doing so hinders them from joining another insurance',
			},
			due: null,
			cites: ['C10'],
		},
		{
			key: 'staff',
			title: { zh: '指定专人', en: 'Name dedicated staff' },
			text: {
				zh: '指定专人管理学生医保业务和平台账户，严格按保密制度工作',
				en: 'Name dedicated staff for students’ insurance and the platform account, under confidentiality',
			},
			due: null,
			cites: ['C11'],
		},
		{
			key: 'organise',
			title: { zh: '组织参保缴费', en: 'Organise registration and payment' },
			text: {
				zh: '统一组织参保登记、宣传引导和缴费，做好统计，督促学生按时自主缴费',
				en: 'Organise registration, information and payment, keep statistics, remind students to pay in time',
			},
			due: null,
			cites: ['C12'],
		},
	],
	platform: {
		name: '长春市社会医疗保险管理局学生参保管理信息平台',
		browsers: ['谷歌浏览器（Chrome）', '火狐浏览器（Firefox）'],
		address: {
			raw: 'https://smsc。 hs。 ybj。 j1.gov。 cn:18狃3/schoo1CenterLoca1/',
			value: null,
			verified: false,
		},
		note: {
			zh: '网址扫描不清，不能使用，请向经办机构核实',
			en: 'The address is unreadable in the scan and not used: ask the office',
		},
		cites: ['C8'],
	},
};
