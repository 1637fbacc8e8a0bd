/**
 * What the demo's students have done so far. Everything is fixed, ids and times too: loading it again repeats
 * the same mutations under the same numbers, and a repeat changes nothing.
 */
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import type { Stroke } from '#shared/domain/signature/signature.ts';
import { demoAccounts } from './accounts.ts';

export interface DemoEnrollment {
	phone: string;
	device: string;
	record: string;
	schemeId: string;
	schoolCode: string;
	fields: DraftFields;
	/** How far it has come. */
	until: 'draft' | 'declared' | 'approved' | 'paid';
}

const yunnan = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu' };
const changchun = { schemeId: 'changchun-2023', schoolCode: 'cc-demo-university' };
/** 2022-10-15 10:00 in Shanghai: the device's time of each act. */
export const demoAtMs = Date.UTC(2022, 9, 15, 2);

/** A scribble that stands for a name. */
export const demoStrokes: Stroke[] = [
	[
		[120, 180, 0],
		[200, 150, 40],
		[300, 170, 90],
		[260, 260, 150],
		[180, 330, 210],
	],
	[
		[420, 140, 480],
		[430, 240, 560],
		[410, 340, 640],
	],
	[
		[560, 170, 900],
		[650, 160, 960],
		[700, 220, 1020],
		[610, 310, 1100],
		[720, 330, 1180],
	],
];

const special: DraftFields = {
	hardshipKind: 'subsistence',
	hardshipCertifiedIn: 'yunnan',
	hardshipPlace: '云南省昆明市五华区',
	hardshipChooses: 'college',
	medicalDivision: '云南省昆明市五华区',
	letterDate: '2022-10-15',
};

export function demoIdOf(n: number): string {
	return `01840000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

function enrollmentOf(
	n: number,
	until: DemoEnrollment['until'],
	more: DraftFields,
	place = yunnan,
): DemoEnrollment {
	const phone = `190000000${String(n).padStart(2, '0')}`;
	const person = demoAccounts.find((account) => account.phone === phone)?.person;
	const fields: DraftFields = {
		name: person?.name ?? null,
		idType: person?.idType ?? null,
		idNumber: person?.idNumber ?? null,
		phone,
		entryYear: '2022',
		ethnicity: '汉族',
		maritalStatus: '未婚',
		address: `云南省昆明市呈贡区示例路${n}号`,
		insuranceKind: '城乡居民基本医疗保险',
		origin: 'in-province',
		insured: 'none',
		...more,
	};
	return { phone, device: demoIdOf(100 + n), record: demoIdOf(200 + n), ...place, fields, until };
}

function inChangchun(n: number, studentNumber: string): DemoEnrollment {
	const fields = {
		hardshipKind: 'none',
		address: `长春市示例路${n}号`,
		studentNumber,
		origin: null,
		insured: null,
	};
	return enrollmentOf(n, 'approved', fields, changchun);
}

export const demoEnrollments: readonly DemoEnrollment[] = [
	enrollmentOf(1, 'declared', special),
	enrollmentOf(2, 'approved', { hardshipKind: 'none' }),
	// The school's roster has this number under a name that differs by one sign.
	enrollmentOf(3, 'paid', { hardshipKind: 'none', origin: 'out-of-province', studentNumber: '2022080003' }),
	enrollmentOf(4, 'draft', { address: null, maritalStatus: null }),
	inChangchun(6, '20220006'),
	inChangchun(7, '20220007'),
	inChangchun(8, '20220008'),
	enrollmentOf(9, 'paid', { hardshipKind: 'none' }, { ...yunnan, schoolCode: 'ynau' }),
	enrollmentOf(10, 'paid', { hardshipKind: 'none' }, { ...yunnan, schoolCode: 'ynufe' }),
];
