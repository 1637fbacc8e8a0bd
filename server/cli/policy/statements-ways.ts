/** Channels, form, the school’s work and contacts, as statements. */
import type { Scheme } from '#shared/policy/scheme.ts';
import { everyone, type Statement } from './statement.ts';

export function wayStatements({ payment, form, letter, schoolWork, contacts }: Scheme): Statement[] {
	const fields = form.parts.flatMap((part) => part.steps.flatMap((step) => step.fields));
	return [
		...payment.channels.map((channel) => ({
			section: '渠道' as const,
			key: `channel/${channel.name}`,
			about: '缴费渠道',
			who: everyone,
			value: channel.name,
			cites: channel.cites,
		})),
		...payment.identityChecks.map((check) => ({
			section: '渠道' as const,
			key: `check/${check.key}`,
			about: `缴费前核对${check.label.zh}`,
			who: everyone,
			value: check.expected,
			cites: check.cites,
		})),
		...fields.map((field) => ({
			section: '表格' as const,
			key: `field/${field.key}`,
			about: field.label.zh,
			who: everyone,
			value: `${field.required ? '必填' : '选填'}${field.origin === 'product' ? '（本应用自己的）' : ''}`,
			cites: field.cites,
		})),
		...(letter
			? [
					{
						section: '表格' as const,
						key: 'letter',
						about: letter.title,
						who: '有特殊身份、选择大学生医保的学生',
						value: letter.paragraphs.join(''),
						cites: letter.cites,
					},
				]
			: []),
		...schoolWork.duties.map((duty) => ({
			section: '学校' as const,
			key: `duty/${duty.key}`,
			about: duty.title.zh,
			who: '学校',
			value: `${duty.text.zh}${duty.due ? `（${duty.due}前，含当日）` : ''}`,
			cites: duty.cites,
		})),
		...contacts.map((contact) => ({
			section: '联系' as const,
			key: `contact/${contact.kind}/${contact.name.zh}`,
			about: `${contact.name.zh}${contact.kind === 'tax-office' ? '税务机关' : '医保经办机构'}`,
			who: everyone,
			value: contact.phone.verified
				? String(contact.phone.value)
				: `${contact.phone.raw}（存疑，可能是${contact.phone.value ?? '不明'}）`,
			cites: contact.cites,
		})),
	];
}
