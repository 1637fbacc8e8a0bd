import type { Fact } from '../scheme.ts';

/** Y13–Y26: money, channels, what follows, and what the document leaves open. */
export const paymentFacts: Record<string, Fact> = {
	Y13: {
		clause: '云医保中心函〔2022〕126号 筹资标准',
		quotes: [
			'2023年度省属在昆高校大学生医疗保险财政补助提高30元，到**每人每年610元**；个人缴费标准相应增加30元，到**每人350元**。',
			'所属期 2022-01-01 至 2022-12-31',
			'缴款金额 320',
		],
		status: 'stated',
		note: {
			zh: '由此可知2022年度为补助580元、个人320元；截图中2022年度的缴费记录也是320元。',
			en: 'So 2022 was 580 and 320 yuan; the payment record of 2022 in the screenshots shows 320 too.',
		},
	},
	Y14: {
		clause: '云医保中心函〔2022〕126号 四、缴费方式',
		quotes: [
			'从 2022 年 9 月开始，大学生医保缴费按年度缴纳，不再由学校代收代缴和一次性按学制趸缴。',
			'（一）通过“云南省电子税务局”微信公众号、一部手机办事通缴纳。',
			'（二）通过中国农业银行掌上 APP，中国农业银行云南省分行微银行微信公证号，营业网点窗口，自助终端机缴纳。',
			'（三）通过云南农村信用社手机银行和网点窗口缴纳。',
			'从2022年9月起，省属在昆高校大学生通过税务“一部手机办税费”，农信社、农行APP等“掌上”渠道自主申报缴费。',
		],
		status: 'stated',
		note: {
			zh: '同一文件在两张幻灯片上分别写“一部手机办事通”和“一部手机办税费”，两个名称都保留。“微信公证号”应为“微信公众号”。',
			en: 'Two slides that quote the same letter name 一部手机办事通 and 一部手机办税费; both are kept. 微信公证号 is a slip for 微信公众号.',
		},
	},
	Y15: {
		clause: '5. 社保费缴纳',
		quotes: [
			'通过【云南省电子税务局】-【首页】-【社保缴费】进入后选择“大学生医保”，系统会自动带出注册人缴费信息。',
		],
		status: 'stated',
	},
	Y16: {
		clause: '6. 缴费身份核实',
		quotes: [
			'选择缴费险种，核对参保信息中经办机构是否为“**云南省本级医疗保障局（*）**”，以云南财经大学学生为例：',
			'核实税务机关是否为“**国家税务总局云南省税务局第二税务分局**”，确保是省本级大学生医保参保缴费身份后',
			'点击下一步。再次核对姓名、身份证号码等信息，确认无误后点击“**确认缴款**”。',
			'温馨提示：如提示您有尚未处理的费款信息，请前往费款缴纳中查询处理，以免影响您的社保权益。',
			'缴费人类型 城乡居民',
			'缴费险种 城乡居民基本医疗保险费',
			'支付信息确认 缴款流水号',
			'缴费人名称',
			'证件号码',
			'缴款金额',
		],
		status: 'reading',
		note: {
			zh: '“不一致就不要缴费”是对“确保……后点击下一步”的理解。',
			en: '“Do not pay otherwise” is our reading of “make sure … then press next”.',
		},
	},
	Y17: {
		clause: '7. 支付方式',
		quotes: [
			'目前，缴款方式支持银联在线支付、微信支付和微信二维码支付三种方式(银联在线支付需银行卡开通银联在线支付功能)，学生可以选择其中一种支付方式进行缴纳。',
			'1.银联缴款：输入银行卡号、银行支付密码、手机号码后，获取手机验证码即可支付。',
			'2.微信支付：输入支付密码即可支付。（推荐）',
			'3.微信二维码支付：长按二维码图片，在弹出窗口选择“识别图中二维码”，然后输入支付密码即可支付。',
		],
		status: 'stated',
	},
	Y18: {
		clause: '8.',
		quotes: [
			'如果扣款过程中出现错误或其他原因导致未能成功缴纳，可以在“社保缴费”模块中的“费款缴纳”处点击“取消缴款”后重新申报或点击“去缴款”完成缴款。',
		],
		status: 'stated',
	},
	Y19: {
		clause: '9.、10. 缴费记录查询',
		quotes: [
			'缴费成功后，缴费人可以在“缴费电子回单开具”模块查询缴费电子回单作为缴费依据(不能作为记账凭证)。',
			'完成缴费后可以通过缴费记录查询模块查询',
			'征收品目 城乡居民基本医疗保险费',
			'社保缴费功能列表',
			'自主缴费',
			'代他人缴费',
			'费款缴纳',
			'缴费电子回单开具',
			'申报作废',
			'代缴记录查询',
			'扣款记录查询',
			'代缴记录查询(2021年9月前)',
			'电子税票号码',
			'社保经办机构',
			'社保编号',
			'所属期',
			'缴款金额',
			'税务机关',
			'缴费时间',
		],
		status: 'stated',
	},
	Y20: {
		clause: '2.用户注册、3. 用户登录、4. 密码管理',
		quotes: [
			'(1) 点击“我的”，点击“未登录”，进入用户登录界面点击“注册账号”进行注册。',
			'(2) 按要求输入真实、准确的个人信息，输入手机号码后点击“获取验证码”，输入收到的验证码后设置密码，点击“注册”，提示“注册成功”，即完成注册。',
			'用户进入公众号后，点击“业务办理”即可进入主界面，然后按如下步骤操作：',
			'用户注册成功后，可以任意选择账号密码、短信验证码、人脸识别中的一种方式进行登录。',
			'(1) 修改密码：登录成功后，通过【云南省电子税务局】-【我的】-【修改密码】进入。点击“获取验证码”，输入收到的验证码后输入新密码，点击“确定”，即可修改密码。',
			'(2) 忘记密码：可以通过手机短信验证码的方式找回。',
			'登录界面点击“忘记密码”，点击“获取验证码”，输入收到的验证码后输入新密码，点击确定，即可重置密码。',
		],
		status: 'stated',
	},
	Y21: {
		clause: '总流程',
		quotes: ['总流程', '自主参保登记', '参保审核', '配置缴费金额', '自主完成缴费', '参保成功'],
		status: 'doubtful',
		note: {
			zh: '总流程是一张图，扫描打乱了顺序：学生登记 → 医保中心审核 → 配置缴费金额（由谁配置不确定）→ 税务 → 学生缴费 → 参保成功。',
			en: 'The flow is a diagram whose order the scan scrambled: student registers → centre reviews → amount is set (by whom is not certain) → tax office → student pays → enrolled.',
		},
	},
	Y22: {
		clause: '总流程（参保成功）',
		quotes: [
			'省内学生根据后期通知做二代社保卡信息转移',
			'省外学生根据后期通知提供所需信息及电子照片新制二代社保卡',
		],
		status: 'stated',
	},
	Y23: {
		clause: '注',
		quotes: [
			'2022级新生参保缴费后，待遇享受开始时间为**2023年1月1日**。',
			'新生入学当年的9-12月继续享受原参保地城乡居民医疗保险待遇。',
		],
		status: 'stated',
	},
	Y24: {
		clause: '（文件未写）截止日期',
		quotes: [],
		status: 'open',
		note: {
			zh: '文件没有写参保和缴费的截止日期，以经办机构为准。开始时间按“2022年9月”（Y3、Y14）取2022年9月1日。',
			en: 'The document gives no closing date for enrolling or paying: ask the office. The start is read from “September 2022” (Y3, Y14) as 2022-09-01.',
		},
	},
	Y25: {
		clause: '（文件未写）报销比例与报销手续',
		quotes: [],
		status: 'open',
		note: {
			zh: '文件没有写云南的报销比例和零星报销手续，所以本应用不计算、不受理，以经办机构为准。',
			en: 'The document gives no rates and no claim rules for Yunnan, so this app neither calculates nor takes claims: ask the office.',
		},
	},
	Y26: {
		clause: '（文件未写）待遇截止日、2022年以前入学者的待遇起始日、外省认定的身份',
		quotes: [],
		status: 'open',
		note: {
			zh: '文件没有写待遇到哪一天为止、2022年以前入学的学生从哪一天开始享受待遇，也没有写外省认定的资助身份如何处理，以经办机构为准。',
			en: 'The document gives no end of the benefit period, no start for students who entered before 2022, and nothing on identities funded by other provinces: ask the office.',
		},
	},
};
