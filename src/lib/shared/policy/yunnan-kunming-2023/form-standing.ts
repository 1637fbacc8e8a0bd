import type { FormPart } from '../scheme.ts';
import { certifiedIn, identityKinds } from './identity.ts';

const funded = identityKinds.map((kind) => kind.value).filter((kind) => kind !== 'none');

/** Studies, special identity, present insurance, the letter, the bank. */
export const standingParts: FormPart[] = [
	{
		key: 'study',
		kind: 'fields',
		title: { zh: '学籍信息', en: 'Your studies' },
		summary: { zh: '年级、学制、学号、生源', en: 'Entry year, length of course, student number, origin' },
		optional: false,
		steps: [
			{
				key: 'course',
				title: { zh: '年级和学制', en: 'Entry year and course' },
				fields: [
					{
						key: 'entryYear',
						label: { zh: '入学年份（年级）', en: 'Entry year' },
						control: 'year',
						years: { from: 2012, to: 2023 },
						required: true,
						origin: 'product',
						hint: {
							zh: '2022级新生填2022；待遇从哪天开始和它有关',
							en: 'The start of your benefits depends on it',
						},
						cites: ['Y2', 'Y23'],
					},
					{
						key: 'programmeYears',
						label: { zh: '学制（年）', en: 'Length of course (years)' },
						control: 'choice',
						options: ['2', '3', '4', '5', '6', '7', '8'].map((years) => ({
							value: years,
							label: { zh: `${years}年`, en: `${years} years` },
						})),
						required: false,
						origin: 'product',
						cites: [],
					},
				],
			},
			{
				key: 'student',
				title: { zh: '学号和生源', en: 'Student number and origin' },
				fields: [
					{
						key: 'studentNumber',
						label: { zh: '学号', en: 'Student number' },
						control: 'text',
						required: false,
						origin: 'product',
						cites: [],
					},
					{
						key: 'origin',
						label: { zh: '生源', en: 'Origin' },
						control: 'choice',
						options: [
							{ value: 'in-province', label: { zh: '省内', en: 'Yunnan' } },
							{ value: 'out-of-province', label: { zh: '省外', en: 'Another province' } },
						],
						required: false,
						origin: 'product',
						hint: {
							zh: '参保成功后办社保卡的方式和它有关',
							en: 'How you get the social security card depends on it',
						},
						cites: ['Y22'],
					},
				],
			},
		],
		cites: ['Y2', 'Y22', 'Y23'],
	},
	{
		key: 'identity',
		kind: 'identity',
		title: { zh: '特殊人员身份', en: 'Special identity' },
		summary: {
			zh: '低保、残疾、特困、动态监测等；没有就选“没有”',
			en: 'Subsistence allowance, disability, destitution, monitored household; or none',
		},
		optional: false,
		steps: [
			{
				key: 'kind',
				title: { zh: '您有这些身份吗？', en: 'Do you have one of these identities?' },
				fields: [
					{
						key: 'hardshipKind',
						label: { zh: '特殊人员身份', en: 'Special identity' },
						control: 'choice',
						options: identityKinds,
						required: true,
						origin: 'document',
						sensitive: true,
						cites: ['Y6', 'Y8'],
					},
				],
			},
			{
				key: 'place',
				title: { zh: '身份在哪里认定的？', en: 'Where was it certified?' },
				fields: [
					{
						key: 'hardshipCertifiedIn',
						label: { zh: '身份认定地', en: 'Certified in' },
						control: 'choice',
						options: certifiedIn,
						required: true,
						when: { field: 'hardshipKind', in: funded },
						origin: 'product',
						cites: ['Y8'],
					},
					{
						key: 'hardshipPlace',
						label: { zh: '认定的县（市、区）', en: 'County of certification' },
						control: 'text',
						required: false,
						when: { field: 'hardshipKind', in: funded },
						origin: 'product',
						cites: ['Y8'],
					},
				],
			},
			{
				key: 'choice',
				title: { zh: '您选择在哪里参保？', en: 'Where do you choose to be insured?' },
				fields: [
					{
						key: 'hardshipChooses',
						label: { zh: '在哪里参保', en: 'Your choice' },
						control: 'choice',
						options: [
							{ value: 'college', label: { zh: '参加大学生医保', en: 'College insurance' } },
							{
								value: 'identity-place',
								label: {
									zh: '在身份认定地参加城乡居民医保',
									en: 'Residents’ insurance at the place of identity',
								},
							},
						],
						required: true,
						when: { field: 'hardshipKind', in: funded },
						origin: 'product',
						cites: ['Y8'],
					},
				],
			},
		],
		cites: ['Y6', 'Y8'],
	},
	{
		key: 'insured',
		kind: 'insured',
		title: { zh: '现在的参保情况', en: 'Your present insurance' },
		summary: { zh: '避免重复参保缴费', en: 'So that nobody is insured and charged twice' },
		optional: false,
		steps: [
			{
				key: 'now',
				title: { zh: '您现在有别的医保吗？', en: 'Are you insured elsewhere now?' },
				fields: [
					{
						key: 'insuranceKind',
						label: { zh: '险种类型', en: 'Kind of insurance' },
						control: 'fixed',
						initial: '城乡居民基本医疗保险',
						required: true,
						origin: 'document',
						cites: ['Y6'],
					},
					{
						key: 'insured',
						label: { zh: '参保情况', en: 'Insurance' },
						control: 'choice',
						options: [
							{ value: 'none', label: { zh: '没有，或已办停保登记', en: 'None, or stopped' } },
							{
								value: 'active-elsewhere',
								label: { zh: '在别处正常参保', en: 'Active elsewhere' },
							},
							{
								value: 'lump-sum',
								label: { zh: '在本校按学制一次性趸缴过', en: 'Paid by a lump sum for the course' },
							},
						],
						required: true,
						origin: 'product',
						cites: ['Y11', 'Y2'],
					},
					{
						key: 'lumpSumThrough',
						label: { zh: '趸缴到哪一年', en: 'Lump sum paid through' },
						control: 'year',
						years: { from: 2018, to: 2032 },
						required: true,
						when: { field: 'insured', in: ['lump-sum'] },
						origin: 'product',
						hint: { zh: '最后一个已缴费的年度', en: 'The last year that is paid' },
						cites: ['Y2'],
					},
				],
			},
		],
		cites: ['Y11', 'Y2'],
	},
	{
		key: 'letter',
		kind: 'letter',
		title: { zh: '承诺书', en: 'Letter of commitment' },
		summary: { zh: '阅读并签名', en: 'Read and sign' },
		optional: false,
		when: 'chose-college-with-identity',
		steps: [
			{
				key: 'division',
				title: { zh: '医保区划', en: 'Insurance division' },
				fields: [
					{
						key: 'medicalDivision',
						label: { zh: '医保区划', en: 'Insurance division' },
						control: 'division',
						required: true,
						origin: 'document',
						hint: {
							zh: '学校所在的区，文件样例为“云南省昆明市五华区”；拿不准问学校',
							en: 'The district of your school; the document’s sample shows 云南省昆明市五华区. If in doubt ask your school',
						},
						cites: ['Y6', 'Y9'],
					},
				],
			},
		],
		cites: ['Y5', 'Y9'],
	},
	{
		key: 'bank',
		kind: 'fields',
		title: { zh: '银行信息', en: 'Bank' },
		summary: { zh: '开户行、户名、账号', en: 'Bank, account name, account number' },
		optional: true,
		steps: [
			{
				key: 'account',
				title: { zh: '银行信息（选填）', en: 'Bank account (optional)' },
				fields: [
					{
						key: 'bankName',
						label: { zh: '开户行名称', en: 'Bank' },
						control: 'text',
						required: false,
						origin: 'document',
						cites: ['Y6'],
					},
					{
						key: 'accountName',
						label: { zh: '银行户名', en: 'Account holder' },
						control: 'text',
						required: false,
						origin: 'document',
						cites: ['Y6'],
					},
					{
						key: 'accountNumber',
						label: { zh: '银行账户', en: 'Account number' },
						control: 'text',
						required: false,
						origin: 'document',
						sensitive: true,
						cites: ['Y6'],
					},
				],
			},
		],
		cites: ['Y6'],
	},
];
