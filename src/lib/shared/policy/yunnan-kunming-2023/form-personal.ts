import type { FormPart } from '../scheme.ts';

/** Who the person is and where the person lives. */
export const personalParts: FormPart[] = [
	{
		key: 'person',
		kind: 'fields',
		title: { zh: '个人信息', en: 'About you' },
		summary: {
			zh: '姓名、证件、手机号、民族、婚姻状态',
			en: 'Name, document, phone, ethnic group, marital status',
		},
		optional: false,
		steps: [
			{
				key: 'id',
				title: { zh: '姓名和证件', en: 'Name and document' },
				fields: [
					{
						key: 'name',
						label: { zh: '姓名', en: 'Name' },
						control: 'text',
						required: true,
						origin: 'document',
						hint: {
							zh: '和证件上一致；中间有点的请写“·”',
							en: 'As on the document; write · where it has a dot',
						},
						cites: ['Y6', 'Y12'],
					},
					{
						key: 'idType',
						label: { zh: '证件类型', en: 'Kind of document' },
						control: 'code-list',
						codeList: 'id-types',
						required: true,
						origin: 'document',
						initial: 'resident-id',
						cites: ['Y6', 'Y12'],
					},
					{
						key: 'idNumber',
						label: { zh: '证件号', en: 'Document number' },
						control: 'id-number',
						required: true,
						origin: 'document',
						sensitive: true,
						hint: {
							zh: '居民身份证、港澳台居民居住证都是18位',
							en: 'Resident IDs and residence permits have 18 characters',
						},
						cites: ['Y6', 'Y12'],
					},
				],
			},
			{
				key: 'contact',
				title: { zh: '性别和手机号', en: 'Gender and phone' },
				fields: [
					{
						key: 'gender',
						label: { zh: '性别', en: 'Gender' },
						control: 'code-list',
						codeList: 'genders',
						required: false,
						origin: 'document',
						cites: ['Y6'],
					},
					{
						key: 'phone',
						label: { zh: '手机号', en: 'Mobile phone' },
						control: 'phone',
						required: false,
						origin: 'document',
						sensitive: true,
						cites: ['Y6'],
					},
				],
			},
			{
				key: 'civil',
				title: { zh: '民族和婚姻状态', en: 'Ethnic group and marital status' },
				fields: [
					{
						key: 'ethnicity',
						label: { zh: '民族', en: 'Ethnic group' },
						control: 'code-list',
						codeList: 'ethnic-groups',
						required: true,
						origin: 'document',
						sensitive: true,
						cites: ['Y6'],
					},
					{
						key: 'maritalStatus',
						label: { zh: '婚姻状态', en: 'Marital status' },
						control: 'code-list',
						codeList: 'marital-statuses',
						required: true,
						origin: 'document',
						sensitive: true,
						cites: ['Y6'],
					},
				],
			},
		],
		cites: ['Y6'],
	},
	{
		key: 'address',
		kind: 'fields',
		title: { zh: '住址与户籍', en: 'Address and household' },
		summary: { zh: '现在住哪里、户口在哪里', en: 'Where you live and where your household is registered' },
		optional: false,
		steps: [
			{
				key: 'living',
				title: { zh: '居住地址', en: 'Where you live' },
				fields: [
					{
						key: 'address',
						label: { zh: '居住地址', en: 'Address' },
						control: 'long-text',
						required: true,
						origin: 'document',
						sensitive: true,
						hint: { zh: '住校的写学校地址和宿舍', en: 'If you live at school: the school and dormitory' },
						cites: ['Y6'],
					},
				],
			},
			{
				key: 'domicile',
				title: { zh: '户口', en: 'Household registration' },
				fields: [
					{
						key: 'domicileDivision',
						label: { zh: '户口所在地行政区', en: 'Division of household registration' },
						control: 'division',
						required: false,
						origin: 'document',
						cites: ['Y6'],
					},
					{
						key: 'domicileAddress',
						label: { zh: '户口地址', en: 'Household address' },
						control: 'long-text',
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
