/** What is due, and when what runs, as statements. */
import type { Scheme } from '#shared/policy/scheme.ts';
import { everyone, yuan, type Statement } from './statement.ts';

export function moneyStatements({ contribution }: Scheme): Statement[] {
	const section = '金额';
	const { cites, ageClasses } = contribution;
	const personal = ageClasses.length
		? ageClasses.map((one) => ({
				key: `personal/${one.key}`,
				about: '个人缴费',
				who: one.label.zh,
				value: yuan(one.personalFen),
				cites: one.cites,
			}))
		: [
				{
					key: 'personal',
					about: '个人缴费',
					who: everyone,
					value: yuan(contribution.personalFen),
					cites: cites.personal,
				},
			];
	return [
		...personal,
		{
			key: 'subsidy',
			about: '财政补助',
			who: everyone,
			value: yuan(contribution.subsidyFen),
			cites: cites.subsidy,
		},
		...contribution.components.map((part) => ({
			key: `component/${part.key}`,
			about: `其中${part.label.zh}`,
			who: everyone,
			value: yuan(part.fen),
			cites: part.cites,
		})),
		...contribution.lumpSums.map((sum) => ({
			key: `lump-sum/${sum.years}`,
			about: `一次缴${sum.years}年`,
			who: '选择趸缴的学生',
			value: yuan(sum.personalFen),
			cites: sum.cites,
		})),
		...contribution.exempt.map((exempt) => ({
			key: `exempt/${exempt.kinds.toSorted().join('+')}`,
			about: '免缴',
			who: exempt.text.zh,
			value: exempt.certifiedIn === 'home' ? '0元（须在本地认定）' : '0元',
			cites: exempt.cites,
		})),
	].map((statement) => ({ section, ...statement }));
}

export function timeStatements({ enrollment, payment, benefits, conditions, inForce }: Scheme): Statement[] {
	const section = '时间';
	const end = (day: string | null) => day ?? '文件没有写';
	const entrants = benefits.fromForEntryYears;
	const { waiting } = conditions;
	return [
		{
			key: 'in-force',
			about: '方案适用',
			who: everyone,
			value: `${inForce.from} 至 ${inForce.to}`,
			cites: inForce.cites,
		},
		{
			key: 'enrollment',
			about: '参保登记',
			who: everyone,
			value: `${enrollment.opens} 至 ${end(enrollment.closes)}`,
			cites: enrollment.cites,
		},
		{
			key: 'payment',
			about: '集中缴费期',
			who: everyone,
			value: `${payment.opens} 至 ${end(payment.closes)}`,
			cites: [...payment.cites.opens, ...payment.cites.late],
		},
		{
			key: 'benefits',
			about: '待遇享受期',
			who: entrants ? `${entrants.join('、')}级` : everyone,
			value: `${benefits.from} 至 ${end(benefits.to)}`,
			cites: [...benefits.cites, ...benefits.openCites],
		},
		...(waiting
			? [
					{
						key: 'waiting',
						about: '待遇等待期',
						who: '集中缴费期外缴费的学生',
						value: `${waiting.count}${waiting.unit === 'days' ? '日' : '个月'}，${
							waiting.readings.find(({ applied }) => applied)?.text.zh
						}`,
						cites: waiting.cites,
					},
				]
			: []),
	].map((statement) => ({ section, ...statement }));
}
