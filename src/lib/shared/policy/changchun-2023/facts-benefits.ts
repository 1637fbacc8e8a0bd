import type { Fact } from '../scheme.ts';

/** C13–C19, C21, C22: contacts, benefits, claims, and what the document leaves open. */
export const benefitFacts: Record<string, Fact> = {
	C13: {
		clause: '四、学生参保缴费咨询电话（一）医保经办机构',
		quotes: [
			'长春市81110067',
			'九台区82359963',
			'双阳区84222773',
			'榆树市83850061',
			'德、惠、市87297631',
			'农安县83297099',
			'公主岭市0434-5069918',
		],
		status: 'reading',
		note: {
			zh: '没有区号的号码按0431理解，文件没有写区号。“德、惠、市”应为“德惠市”。',
			en: 'Numbers without an area code are taken as 0431; the document does not say so. 德、惠、市 is 德惠市.',
		},
	},
	C14: {
		clause: '四、学生参保缴费咨询电话（二）税务机关',
		quotes: [
			'朝阳区0431-80503780',
			'南关区0431-80503252',
			'宽城区0431-80504596',
			'二道区0431-80808082',
			'绿园区0431-80604767',
			'经济技术开发区0431-80506560',
			'高新技术产业开发区0431-80507333',
			'汽车经济技术开发区0431-80507400',
			'净月经济技术开发区0431-80507702',
			'莲花山生态旅游度假区0431-80508071',
			'九台区0431-80508615',
			'双阳区0131-80508222',
			'榆树市0431-80508776',
			'德惠市M31-80509191',
			'农安县M31-80509376',
			'公主岭市局0434-5160079',
			'公主岭园区043午5160215',
			'公主岭经开0431-5160813',
		],
		status: 'doubtful',
		note: {
			zh: '有几个号码扫描不清或不合规律，逐个标明；拨打前请核对。',
			en: 'Some numbers are unclear in the scan or break the pattern; each is marked. Check before calling.',
		},
	},
	C15: {
		clause: '附件 学生医保待遇解析 一',
		quotes: [
			'长春市参保的学生在医疗机构住院可直接享受医保待遇。',
			'在省、市、区、卫生院起付标准分别为600元、400元、200元、100元,报销比例65%-90%不等,就诊医疗机构等级越高报销比例越低,基本医报统筹支付限额20万。',
		],
		status: 'reading',
		note: {
			zh: '各级医院的具体比例没有写，只能给出范围。限额没有写期间，按一年理解。报销金额按“比例×（合规费用－起付标准）”计算，不超过限额。',
			en: 'The rate of each level is not given, so only a range can be shown. The limit names no period and is taken as a year’s. The amount is rate × (eligible − deductible), at most the limit.',
		},
	},
	C16: {
		clause: '附件 学生医保待遇解析 一',
		quotes: [
			'一个年度内自付合规费用累计超过12000元以上进入大病保险范围,0-10000元(含10000元)报销额度为60%;10000-100000元(含100000元)补偿70%;100000以上补偿80%。大病保险最高支付限额30万。',
		],
		status: 'reading',
		note: {
			zh: '我们的理解：分段是指超过12000元的部分，每段按各自的比例计算。',
			en: 'Our reading: the bands apply to the part above 12,000 yuan, each band at its own rate.',
		},
	},
	C17: {
		clause: '附件 学生医保待遇解析 二',
		quotes: [
			'长春市参保学生寒暑假在户籍所在地产生的医疗费用,可在就医地现金垫付,出院结算后,参保学生携带以下材料,到医保经办窗田办理学生寒暑假在户籍地住院医疗费用报销,报销比例参照本地同级别医疗机构执行。',
			'(1)社会保障卡;',
			'(2)如代办,需提供代办人身份证;',
			'(3)住院票据(盖医院公章);',
			'(4)全套住院病历复印件(首页盖医院公章);',
			'(5)住院费用明细(盖医院公章);',
			'(6)患者或代办人名下的吉林银行卡或存折。',
			'(7)患者户口本原件;',
			'(8)学校出具的情况说明(写明放假起止时间、户籍所在地医院治疗经过,需加盖学校公章)。',
		],
		status: 'stated',
	},
	C18: {
		clause: '附件 学生医保待遇解析 三',
		quotes: [
			'长春市参保学生在实习过程中突发疾病住院治疗产生的医疗费用,可在就医地现金垫付,治疗结束后参保学生携带以下材料,到医保经办窗口办理学生实习期间异地住院医疗费用报销,报销比例参照本地同级别医疗机构执行。',
			'(1)社会保障卡;',
			'(2)如代办,需提供代办人身份证;',
			'(3)住院票据(盖医院公章);',
			'(4)全套住院病历复印件(首页盖医院公章);',
			'(5)住院费用明细(盖医院公章);',
			'(6)患者或代办人名下的吉林银行卡或存折;',
			'(7)学校出具的情况说明(写明实习时间、地点经过,需加盖学校公章)。',
		],
		status: 'stated',
	},
	C19: {
		clause: '附件 学生医保待遇解析 四',
		quotes: [
			'长春市参保学生在校发生符合规定的意外伤害门诊医疗费用,可在医院现金垫付,治疗结束后携带以下材料,到医保经办窗口办理学生意外伤害报销,100元(不含100元)以上5000元(含5000元)以下可报销80%。',
			'(1)社会保障卡;',
			'(2)如代办,需提供代办人身份证;',
			'(3)门诊票据;',
			'(4)门诊病历手册;',
			'(5)门诊费用明细(盖医院公章);',
			'(6)患者或代办人名下的吉林银行卡或存折;',
			'(7)学校出具的情况说明(写明受伤的时间、地点、经过等,需加盖学校公章)。',
		],
		status: 'doubtful',
		note: {
			zh: '这句话有两种读法：先减100元再报80%，或者超过100元就全额报80%；两种结果都列出，由审核人员定。5000元以上的部分没有写，按不报销处理（假定）。',
			en: 'Two readings: 80% after taking off 100 yuan, or 80% of the whole once above 100; both are shown and the reviewer decides. Nothing is said of the part above 5,000: taken as not paid (assumption).',
		},
	},
	C21: {
		clause: '（文件未写）各级医院比例、成年人缴费标准、财政补助、报销期限',
		quotes: [],
		status: 'open',
		note: {
			zh: '文件没有写各级医院的报销比例、成年人缴费标准、财政补助标准和报销申请期限，以经办机构为准。',
			en: 'The document gives no rate by hospital level, no adult contribution, no subsidy and no deadline for claims: ask the office.',
		},
	},
	C22: {
		clause: '附件 学生医保待遇解析 二(6)、三(6)、四(6)',
		quotes: ['(6)患者或代办人名下的吉林银行卡或存折'],
		status: 'stated',
		note: {
			zh: '只限吉林银行；其他银行（包括吉林农信银行）不符合。',
			en: 'Of 吉林银行 only; another bank’s (吉林农信银行 too) does not do.',
		},
	},
};
