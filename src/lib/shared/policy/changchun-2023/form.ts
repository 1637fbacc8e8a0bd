import type { FormField, FormPart } from '../scheme.ts';
import { certifiedIn, identityKinds } from './identity.ts';

const cites = ['C8'];
const funded = identityKinds.map((kind) => kind.value).filter((kind) => kind !== 'none');

type Extra = Partial<Omit<FormField, 'key' | 'label' | 'control'>>;

/** The notice lists no fields (C8): every one is the product's own. */
function field(
	key: string,
	zh: string,
	en: string,
	control: FormField['control'],
	extra: Extra = {},
): FormField {
	return { key, label: { zh, en }, control, required: false, origin: 'product', cites, ...extra };
}

function step(key: string, zh: string, en: string, fields: FormField[]): FormPart['steps'][number] {
	return { key, title: { zh, en }, fields };
}

const person: FormPart = {
	key: 'person',
	kind: 'fields',
	title: { zh: '个人信息', en: 'About you' },
	summary: {
		zh: '姓名、证件、手机号、民族、婚姻状态',
		en: 'Name, document, phone, ethnic group, marital status',
	},
	optional: false,
	steps: [
		step('id', '姓名和证件', 'Name and document', [
			field('name', '姓名', 'Name', 'text', { required: true }),
			field('idType', '证件类型', 'Kind of document', 'code-list', {
				required: true,
				codeList: 'id-types',
				initial: 'resident-id',
			}),
			field('idNumber', '证件号', 'Document number', 'id-number', { required: true, sensitive: true }),
		]),
		step('contact', '性别和手机号', 'Gender and phone', [
			field('gender', '性别', 'Gender', 'code-list', { codeList: 'genders' }),
			field('phone', '手机号', 'Mobile phone', 'phone', { sensitive: true }),
		]),
		step('civil', '民族和婚姻状态', 'Ethnic group and marital status', [
			field('ethnicity', '民族', 'Ethnic group', 'code-list', {
				required: true,
				codeList: 'ethnic-groups',
				sensitive: true,
			}),
			field('maritalStatus', '婚姻状态', 'Marital status', 'code-list', {
				required: true,
				codeList: 'marital-statuses',
				sensitive: true,
			}),
		]),
	],
	cites,
};

const address: FormPart = {
	key: 'address',
	kind: 'fields',
	title: { zh: '住址与户籍', en: 'Address and household' },
	summary: { zh: '现在住哪里、户口在哪里', en: 'Where you live and where your household is registered' },
	optional: false,
	steps: [
		step('living', '居住地址', 'Where you live', [
			field('address', '居住地址', 'Address', 'long-text', { required: true, sensitive: true }),
		]),
		step('domicile', '户口', 'Household registration', [
			field('domicileDivision', '户口所在地行政区', 'Division of household registration', 'division'),
			field('domicileAddress', '户口地址', 'Household address', 'long-text', { sensitive: true }),
		]),
	],
	cites,
};

const study: FormPart = {
	key: 'study',
	kind: 'fields',
	title: { zh: '学籍信息', en: 'Your studies' },
	summary: { zh: '年级、学号、险种', en: 'Entry year, student number, kind of insurance' },
	optional: false,
	steps: [
		step('course', '年级和学号', 'Entry year and student number', [
			field('entryYear', '入学年份（年级）', 'Entry year', 'year', {
				required: true,
				years: { from: 2012, to: 2023 },
			}),
			field('studentNumber', '学号', 'Student number', 'text'),
			field('insuranceKind', '险种类型', 'Kind of insurance', 'fixed', {
				required: true,
				initial: '城乡居民基本医疗保险',
			}),
		]),
	],
	cites: ['C4', 'C8'],
};

const identity: FormPart = {
	key: 'identity',
	kind: 'identity',
	title: { zh: '困难人员身份', en: 'Hardship identity' },
	summary: { zh: '没有就选“没有”', en: 'Choose “none” if you have none' },
	optional: false,
	steps: [
		step('kind', '您有这些身份吗？', 'Do you have one of these identities?', [
			field('hardshipKind', '困难人员身份', 'Hardship identity', 'choice', {
				required: true,
				options: identityKinds,
				sensitive: true,
				cites: ['C6', 'C7'],
			}),
		]),
		step('place', '身份在哪里认定的？', 'Where was it certified?', [
			field('hardshipCertifiedIn', '身份认定地', 'Certified in', 'choice', {
				required: true,
				options: certifiedIn,
				when: { field: 'hardshipKind', in: funded },
				cites: ['C6', 'C7'],
			}),
			field('hardshipPlace', '认定的县（市、区）', 'County of certification', 'text', {
				when: { field: 'hardshipKind', in: funded },
				cites: ['C6', 'C7'],
			}),
		]),
		step('choice', '您选择在哪里参保？', 'Where do you choose to be insured?', [
			field('hardshipChooses', '在哪里参保', 'Your choice', 'choice', {
				required: true,
				options: [
					{ value: 'college', label: { zh: '在学籍地参保', en: 'At the place of the register' } },
					{ value: 'identity-place', label: { zh: '在身份认定地参保', en: 'At the place of identity' } },
				],
				when: { field: 'hardshipKind', in: funded },
				cites: ['C6', 'C7'],
			}),
		]),
	],
	cites: ['C6', 'C7'],
};

const bank: FormPart = {
	key: 'bank',
	kind: 'fields',
	title: { zh: '银行信息', en: 'Bank' },
	summary: { zh: '开户行、户名、账号', en: 'Bank, account name, account number' },
	optional: true,
	steps: [
		step('account', '银行信息（选填）', 'Bank account (optional)', [
			field('bankName', '开户行名称', 'Bank', 'text'),
			field('accountName', '银行户名', 'Account holder', 'text'),
			field('accountNumber', '银行账户', 'Account number', 'text', { sensitive: true }),
		]),
	],
	cites,
};

export const formParts: FormPart[] = [person, address, study, identity, bank];
