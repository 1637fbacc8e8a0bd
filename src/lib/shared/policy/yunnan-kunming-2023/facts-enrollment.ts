import type { Fact } from '../scheme.ts';

/** Y1–Y12: who, the form, the letter, the review, double insurance. */
export const enrollmentFacts: Record<string, Fact> = {
	Y1: {
		clause: '2023年度大学生参保政策变化',
		quotes: [
			'按学制一次性趸缴 → 按年度缴纳',
			'医保办批量参保 → 学生线上参保',
			'学校代收代缴 → 学生线上缴费',
			'昆明医科大学 KUNMING MEDICAL UNIVERSITY 2023年度参加省属在昆高校大学生基本医疗保险参保缴费工作的培训',
		],
		status: 'stated',
		note: {
			zh: '“医保办”在文中没有说明，最可能指学校的医保办，不是医保中心。Y3（二）仍允许学校批量参保，两者都成立。',
			en: 'The document does not explain 医保办: most likely the university’s own insurance office, not the centre. Y3 (2) still lets schools enroll in batch; both hold.',
		},
	},
	Y2: {
		clause: '2023年度大学生参保政策变化',
		quotes: [
			'涉及到的学生仅为2022级新生及部分需要续保的老生',
			'已按学制一次性趸缴2023年度及之后年度保费的，按原政策执行',
		],
		status: 'reading',
		note: {
			zh: '我们的理解：已趸缴的年度不用再缴费；只趸缴到2022年的，2023年度要和其他同学一样参保缴费。',
			en: 'Our reading: nothing is due for the years already paid by a lump sum; a lump sum through 2022 does not cover 2023.',
		},
	},
	Y3: {
		clause: '云医保中心函〔2022〕126号 二、参保方式',
		quotes: [
			'从 2022 年 9 月起，大学生医保参保登记采取以下方式办理：',
			'（一）大学生通过微信小程序线上办理参保登记手续。',
			'（二）学校可以通过云南医保公共服务后台管理系统（简称“基层网厅”）批量办理大学生参保登记，并可适时查询本校大学生参保缴费情况。',
			'（三）特殊情况可以到省医保中心服务窗口办理。',
		],
		status: 'stated',
		note: {
			zh: '文件写“微信小程序”，幻灯片说明其名为“云南医保”。',
			en: 'The letter says “WeChat mini-program”; the slides name it 云南医保.',
		},
	},
	Y4: {
		clause: '省属在昆高校大学生线上参保办理流程 1、2.1',
		quotes: [
			'微信小程序搜索“云南医保” ==> 点我的 ==> 跳出授权登录 ==> 授权登录成功。',
			'首页点击【服务】进入办理页面，点击【省属在昆高校大学生参保】功能；填写城乡居民参保登记信息，带“*”项为必填项，填写完成后；点击【提交】，等待医保中心审核。',
		],
		status: 'stated',
	},
	Y5: {
		clause: '2.2 有特殊身份标识的大学生参保',
		quotes: [
			'2.2 有特殊身份标识的大学生参保',
			'填写城乡居民参保登记信息，带“*”项为必填项，填写完成后；签署【承诺书】后，点击【提交】，等待医保中心审核。',
			'电子承诺书上传',
		],
		status: 'stated',
	},
	Y6: {
		clause: '参保登记页面截图',
		quotes: [
			'手机号',
			'性别',
			'*民族',
			'*婚姻状态',
			'*居住地址',
			'户口地址',
			'户口所在地行政区',
			'*险种类型 城乡居民基本医疗保险',
			'特殊人员身份',
			'特殊人员身份 最低生活保障人员中的其他人员',
			'最低生活保障对象',
			'医保区划 云南省昆明市五华区',
			'电子承诺书上传',
			'开户行名称',
			'银行户名',
			'银行账户',
			'*姓名',
			'*证件类型',
			'*证件号',
		],
		status: 'reading',
		note: {
			zh: '姓名、证件类型、证件号带“*”只见于停保页面，这里也作为必填。页面上没有“*”的为选填。学号、年级、学制、生源是本应用自己的字段。截图中的值（如地址“云南省林业职业技术学院”）只是样例。',
			en: 'Name, document type and number carry their * only on the stop form; they are taken as required here. Fields without * are optional. Student number, entry year, length of course and origin are this app’s own. Values in the screenshots (such as an address 云南省林业职业技术学院) are samples.',
		},
	},
	Y7: {
		clause: '参保登记页面截图（操作确认）',
		quotes: ['你确定是云南特殊教育职业学院的在校大学生吗?', '取消 确定'],
		status: 'stated',
	},
	Y8: {
		clause: '云医保中心函〔2022〕126号 （三）',
		quotes: [
			'(三)属于云南省资助参保(主要包括动态监测人员、低保、残疾、特困等)的大学生,可以自愿选择参加省属在昆高校大学生基本医疗保险(以下简称“大学生医保”),也可选择在身份认定地参加城乡居民基本医疗保险。',
			'选择参加大学生医保的,不享受资助参保政策,享受省本级大学生医保待遇,可依申请回身份认定地享受医疗救助;选择在身份认定地参加城乡居民基本医疗保险的,享受身份认定资助参保政策和城乡居民医保待遇,不享受省属在昆高校大学生普通门诊、住院等医保待遇。',
		],
		status: 'stated',
		note: {
			zh: '幻灯片没有显示这一款所属的节号。“等”字表明：凡在云南认定的此类身份都算。外省认定的身份，文件没有规定（Y26）。',
			en: 'The slide does not show the number of this paragraph’s section. 等 (“and so on”): every such identity certified in Yunnan counts. Nothing is said of identities of other provinces (Y26).',
		},
	},
	Y9: {
		clause: '承诺书',
		quotes: [
			'本人, 身份证号, 在 云南农业大学 属于参保资助对象, 现到省属在昆高校就学, 为避免重复参保缴费, 现做如下承诺:',
			'一、我申请在 云南省昆明市五华区 参加省属在昆高校大学生医保, 按省本级政策缴纳医保费并享受大学生医保待遇。',
			'二、我承诺自愿放弃享受参保资助对象参保政策, 不在身份认定地参保。',
			'三、本人自愿承担因此产生的一切责任与后果。',
			'绘制签名',
			'点击重新签名',
			'请用手指在虚线框中绘制签名',
		],
		status: 'doubtful',
		note: {
			zh: '“在……属于参保资助对象”一处，样例填的是学校，按文意应为身份认定地。承诺书照样例填写学校。',
			en: 'Where the letter says “in … is a funded person”, the sample shows a school where the sense wants the place of identity. The letter follows the sample.',
		},
	},
	Y10: {
		clause: '3.参保信息查询',
		quotes: [
			'提交参保信息后，登录状态下可在“待审核”中查询',
			'云南省医保中心审核个人参保信息后，个人参保信息转为“已办结”，即可前往微信公众号-“云南省电子税务局”进行线上缴费',
		],
		status: 'reading',
		note: {
			zh: '“审核之前不能缴费”是我们的理解，总流程图（Y21）支持这一点。',
			en: '“Not before the review” is our reading, supported by the flow chart (Y21).',
		},
	},
	Y11: {
		clause: '停保（注）',
		quotes: [
			'该人员处于正常参保状态，不能重复参保',
			'请先自行在 **微信小程序“云南医保”** 中办理原户籍地“**城乡居民停保登记**”后，再参加大学生医保。',
			'因城乡居民医疗保险以年度为单位进行缴费，故自行停保后，不会影响当年在购买地的医保待遇。',
		],
		status: 'doubtful',
		note: {
			zh: '停保须知（Y12）却说停保后不能享受居民医保待遇。两句话都给你看，拿不准先问原参保地经办机构。',
			en: 'The notice on the stop form (Y12) says that residents’ benefits end after stopping. Both sentences are shown; if in doubt ask the office of the place where you are insured.',
		},
	},
	Y12: {
		clause: '居民基本医疗保险停保登记（居民停保须知）',
		quotes: [
			'1、停保后将不能享受居民医疗保险待遇，请慎重办理。',
			'2、提交成功即办理成功，慎重操作！',
			'我已知晓',
			'*姓名',
			'*证件类型 居民身份证(户口簿)',
			'*证件号',
			'*人员编号',
			'*险种类型 城乡居民基本医疗保险',
			'*停保时间',
			'*停保原因',
			'*备注',
		],
		status: 'stated',
	},
};
