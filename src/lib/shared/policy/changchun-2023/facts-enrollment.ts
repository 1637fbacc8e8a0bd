import type { Fact } from '../scheme.ts';

/** C1–C12, C20: the amount, the window, the review rules, the schools' work, the channels. */
export const enrollmentFacts: Record<string, Fact> = {
	C1: {
		clause: '一、缴费标准、缴费期限和待遇享受期',
		quotes: ['2023年度在校学生个人缴费标准为320元(含长护险10元)。'],
		status: 'stated',
	},
	C2: {
		clause: '一、缴费标准、缴费期限和待遇享受期',
		quotes: [
			'集中预缴期为2022年10月1日至12月31日。',
			'集中预缴期内按标准缴费的参保人员(含新参保),享受2023年1月1日至12月31日一个自然年度的医保待遇。',
		],
		status: 'stated',
	},
	C3: {
		clause: '一、缴费标准、缴费期限和待遇享受期',
		quotes: ['在集中预缴期外参保缴费的,设置90日待遇等待期,待遇等待期内不享受医保待遇。'],
		status: 'reading',
		note: {
			zh: '我们的假定：缴费当日为第1日，缴费日加90日起享受待遇，不早于2023年1月1日，到2023年12月31日为止（文件没有写终止日）；算下来超过2023年底的，没有2023年度待遇。以经办机构为准。',
			en: 'Our assumptions: the day of payment is day 1, benefits start 90 days after it, not before 2023-01-01, and end on 2023-12-31 (the document gives no end for this case); whose start falls later has no benefits of 2023. Ask the office.',
		},
	},
	C4: {
		clause: '二、工作要求（二）做好参保审核 1',
		quotes: [
			'参保学生需拥有教育部门登记在册的学籍,吉林省范围内的全日制在籍学生(含大中专学生和全日制研究生)统一在学籍地参保。',
		],
		status: 'stated',
	},
	C5: {
		clause: '二、工作要求（二）做好参保审核 2',
		quotes: [
			'无学籍学生不能在就读学校参加学生医保,应到本人户籍所在地参加户籍地城乡居民医保,按参保地政策享受医保待遇。',
		],
		status: 'stated',
	},
	C6: {
		clause: '二、工作要求（二）做好参保审核 3',
		quotes: [
			'在籍学生为经省内各地县(市、区)级民政或乡村振兴部门认定的符合参保资助条件的困难人员的,可选择在身份认定地参保缴费,直接享受参保地医保待遇。',
			'如选择在居住地或学籍地参保,按普通居民(或学生)身份享受参保地医保待遇,其参保资助、直接医疗救助等应到身份认定地医保部门申请享受。',
		],
		status: 'stated',
	},
	C7: {
		clause: '二、工作要求（二）做好参保审核 4',
		quotes: [
			'如参保学生为省外民政或乡村振兴部门认定的符合参保资助条件的困难人员,可选择在认定地参保,享受参保地医保待遇;',
			'如选择在学籍地(吉林省内)参保,全额缴纳年度个人医保费后,可享受吉林省普通居民(学生)医保待遇。',
		],
		status: 'stated',
	},
	C8: {
		clause: '二、工作要求（三）做好信息采集 1',
		quotes: [
			'各学校要做好在籍学生参保登记工作,确保在籍学生信息采集全面准确,并登录',
			'长春市社会医疗保险管理局学生参保管理信息平台',
			'用 谷歌或火狐浏览器访问 https://smsc。 hs。 ybj。 j1.gov。 cn:18狃3/schoo1CenterLoca1/',
			'按照操作手册的指导说明进行学籍信息录入,相关工作应于2022年12月20日前完成。',
		],
		status: 'reading',
		note: {
			zh: '“12月20日前”按含当日理解。平台网址扫描不清，未采用。文件没有列出登记字段，这里的字段是本应用自己的。',
			en: '“Before 20 December” is read as included. The platform’s address is unreadable in the scan and not used. The document lists no fields: those asked here are this app’s own.',
		},
	},
	C9: {
		clause: '二、工作要求（三）做好信息采集 2',
		quotes: [
			'为避免年满18周岁的学生按成年人缴费标准多缴纳医保费用,请各学校及时完成在籍学生参保登记工作,并指导学生在缴费金额变更为“在校学生缴费标准”后缴费。',
		],
		status: 'stated',
		note: {
			zh: '成年人缴费标准，文件没有写（C21）。',
			en: 'The adult contribution is not given (C21).',
		},
	},
	C10: {
		clause: '二、工作要求（三）做好信息采集 3',
		quotes: [
			'各学校应在操作系统内对2022年毕业学生进行停保(减员)处理,以便其参加其他险种的基本医疗保险。',
			'如不及时停保(减员)处理,将影响毕业学生参加其他形式的医疗保险。',
		],
		status: 'stated',
	},
	C11: {
		clause: '二、工作要求（三）做好信息采集 4',
		quotes: ['各学校应指定专人,专项管理学生医保相关业务及', '账户信息,并严格按保密制度开展相关工作。'],
		status: 'stated',
	},
	C12: {
		clause: '三、缴费渠道',
		quotes: [
			'2023年学生参保登记、宣传引导和缴费统一由学校组织,学校需做好各项统计工作,督促学生按时自主缴费。',
			'扫描二维码,或打开手机微信搜索“吉林税务社保缴费”小程序,按照系统提示步骤操作完成缴费。',
			'扫描“吉林税务社保缴费”支付宝小程序二维码,按照系统提示步骤操作完成缴费。',
			'目前,已开通城乡居民基本医疗保险缴费的银行有工商银行、农业银行、建设银行、交通银行、邮储银行、吉林银行、吉林农信银行、招商银行、兴业银行、中国银行、中信银行、光大银行、浦发银行、华夏银行。学生本人或代缴人可直接到银行柜台窗口办理缴费手续。',
		],
		status: 'stated',
	},
	C20: {
		clause: '二、工作要求（一）强化参保宣传',
		quotes: ['充分认识学生参保意义,并按照自愿原则,扎实做好2023年度在校学生参保缴费工作。'],
		status: 'stated',
	},
};
