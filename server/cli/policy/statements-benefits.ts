/** What care is worth and which papers a claim needs, as statements. */
import type { Scheme } from '#shared/policy/scheme.ts';
import { everyone, yuan, type Statement } from './statement.ts';

export function benefitStatements({ amounts, claims }: Scheme): Statement[] {
	const given = amounts.amounts;
	if (!given) {
		const none = { about: '报销标准', who: everyone, value: '文件没有写', cites: amounts.cites };
		return [{ section: '待遇', key: 'amounts', ...none }, ...claimStatements(claims)];
	}
	const { inpatient, accidentOutpatient, majorIllness } = given;
	const statements: Omit<Statement, 'section' | 'who'>[] = [];
	if (inpatient) {
		const { cites } = inpatient;
		for (const { key, label, deductibleFen, minPercent, maxPercent } of inpatient.levels) {
			const rate = minPercent === maxPercent ? `${minPercent}%` : `${minPercent}%–${maxPercent}%`;
			const value = `起付标准${yuan(deductibleFen)}，比例${rate}`;
			statements.push({ key: `level/${key}`, about: `住院，${label.zh}`, value, cites });
		}
		statements.push({ key: 'inpatient-cap', about: '住院限额', value: yuan(inpatient.capFen), cites });
	}
	if (accidentOutpatient) {
		const { aboveFen, upToFen, percent, readings, cites } = accidentOutpatient;
		const ways = readings.filter(({ applied }) => applied).map(({ text }) => text.zh);
		const value = `${yuan(aboveFen)}以上、${yuan(upToFen)}以下报${percent}%：${ways.join('；或者')}`;
		statements.push({ key: 'accident', about: '意外伤害门诊', value, cites });
	}
	if (majorIllness) {
		const { deductibleFen, bands, capFen, cites } = majorIllness;
		const parts = bands.map(
			({ upToFen, percent }) => `${upToFen === null ? '以上' : `到${yuan(upToFen)}`}${percent}%`,
		);
		const value = `超过${yuan(deductibleFen)}的部分，${parts.join('、')}，最高${yuan(capFen)}`;
		statements.push({ key: 'major-illness', about: '大病保险', value, cites });
	}
	return [
		...statements.map((statement) => ({ section: '待遇' as const, who: everyone, ...statement })),
		...claimStatements(claims),
	];
}

function claimStatements(claims: Scheme['claims']): Statement[] {
	const section = '材料';
	if (!claims.offered) {
		return [
			{
				section,
				key: 'claims',
				about: '零星报销',
				who: everyone,
				value: '文件没有写，不受理',
				cites: claims.cites,
			},
		];
	}
	return [
		...claims.settledAtHospital.map(({ kind, text, cites }) => ({
			section: section as Statement['section'],
			key: `settled/${kind}`,
			about: '直接结算',
			who: everyone,
			value: text.zh,
			cites,
		})),
		...claims.kinds.flatMap(({ kind, title, documents, bank, cites }) => [
			...documents.map((document) => ({
				section: section as Statement['section'],
				key: `paper/${kind}/${document.key}`,
				about: title.zh,
				who: document.onlyWithAgent ? '代办的' : '申请报销的学生',
				value: document.text,
				cites,
			})),
			...(bank
				? [
						{
							section: section as Statement['section'],
							key: `bank/${kind}`,
							about: `${title.zh}的银行`,
							who: '申请报销的学生',
							value: `只限${bank.name}`,
							cites: bank.cites,
						},
					]
				: []),
		]),
	];
}
