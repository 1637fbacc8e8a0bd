import type { FormPart } from '#shared/policy/scheme.ts';

/**
 * What the form asks, part by part, a few fields on each screen. A field seen in the document has `origin: 'document'`
 * and cites it; one that the app asks itself has `origin: 'product'`. The shipped schemes show all controls.
 */
export const formParts: FormPart[] = [
	{
		key: 'person',
		kind: 'fields',
		title: { zh: '个人信息', en: 'About you' },
		summary: { zh: '姓名、证件', en: 'Name, document' },
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
						origin: 'product',
						cites: [],
					},
					{
						key: 'idType',
						label: { zh: '证件类型', en: 'Kind of document' },
						control: 'code-list',
						codeList: 'id-types',
						required: true,
						origin: 'product',
						initial: 'resident-id',
						cites: [],
					},
					{
						key: 'idNumber',
						label: { zh: '证件号', en: 'Document number' },
						control: 'id-number',
						required: true,
						origin: 'product',
						sensitive: true,
						cites: [],
					},
				],
			},
		],
		cites: ['F1'],
	},
];
