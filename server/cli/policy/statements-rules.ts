/** What the rules hang on, as statements. */
import type { Scheme } from '#shared/policy/scheme.ts';
import { everyone, type Statement } from './statement.ts';

type Conditions = Scheme['conditions'];
type Named = Exclude<keyof Conditions, 'adultHold' | 'waiting' | 'hardship'>;

/** What holds where the condition is given; where it is not, there is no such rule. */
const words: Record<Named, { about: string; who: string; value: string }> = {
	registerRequired: { about: '学籍', who: '没有学籍的人', value: '不能参保' },
	fullTimeOnly: { about: '全日制', who: '非全日制学生', value: '文件没有写，提醒咨询经办机构' },
	graduatesBlocked: { about: '毕业', who: '毕业生', value: '停保，不能参保' },
	reviewBeforePayment: { about: '审核', who: everyone, value: '审核办结后才能缴费' },
	insuredMustBeKnown: { about: '重复参保', who: '在别处正常参保的学生', value: '先停保，再参保' },
	lumpSumCovers: { about: '已趸缴', who: '趸缴到本年度或以后的学生', value: '不用再参保缴费' },
	returnBeforeOpening: { about: '开始以前提交', who: everyone, value: '退回' },
	adviseAfterClosing: { about: '截止以后提交', who: everyone, value: '仍可办理，有提醒' },
};

export function ruleStatements({ conditions, identity, letter, schoolConfirmation }: Scheme): Statement[] {
	const { adultHold, hardship } = conditions;
	const statements = (Object.keys(words) as Named[]).flatMap((key) => {
		const condition = conditions[key];
		return condition ? [{ key, ...words[key], cites: condition.cites }] : [];
	});
	if (adultHold) {
		const value = '学校登记以前按成年人标准收费，先不要缴';
		statements.push({
			key: 'adultHold' as Named,
			about: '成年人标准',
			who: `年满${adultHold.fromAge}周岁的学生`,
			value,
			cites: adultHold.cites,
		});
	}
	const kinds = identity.kinds.filter(({ value }) => value !== 'none').map(({ label }) => label.zh);
	const further = [
		{
			key: 'identities',
			about: '特殊身份',
			who: '有特殊身份的学生',
			value: kinds.join('、'),
			cites: hardship.homeCites,
		},
		{
			key: 'elsewhere',
			about: '外地认定的身份',
			who: '身份在外地认定的学生',
			value: hardship.elsewhereNeedsPerson ? '由人工确认' : '按文件处理，不用人工确认',
			cites: hardship.elsewhereCites,
		},
		...(letter
			? [
					{
						key: 'letter',
						about: letter.title,
						who: '有特殊身份、选择大学生医保的学生',
						value: '要签名',
						cites: letter.cites,
					},
				]
			: []),
		...(schoolConfirmation
			? [
					{
						key: 'confirmation',
						about: '提交前确认',
						who: everyone,
						value: schoolConfirmation.text.zh,
						cites: schoolConfirmation.cites,
					},
				]
			: []),
	];
	return [...statements, ...further].map((statement) => ({
		section: '规则',
		...statement,
		key: `rule/${statement.key}`,
	}));
}
