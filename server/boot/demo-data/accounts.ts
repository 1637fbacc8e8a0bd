/**
 * Who can sign in to the demo. Nobody here exists: the names are made up, the ID numbers have a right check
 * digit and serial numbers chosen by hand.
 */
import type { Role } from '#shared/domain/account/role.ts';

interface DemoPerson {
	name: string;
	idType: 'resident-id' | 'hk-macao-taiwan-permit' | 'passport';
	idNumber: string;
}

export interface DemoAccount {
	phone: string;
	role: Role;
	schoolCode: string | null;
	/** What the account is for, as `npm start` prints it. */
	title: { zh: string; en: string };
	/** Bound already; null: binding is part of trying it. */
	person: DemoPerson | null;
	/** Where the school register finds the person. */
	studiesAt?: string;
}

function student(phone: string, name: string, idNumber: string, zh: string, en: string): DemoAccount {
	const person: DemoPerson = { name, idType: 'resident-id', idNumber };
	return { phone, role: 'student', schoolCode: null, title: { zh, en }, person };
}

/** The notice of Changchun names no school: who studies there studies at a demo school. */
function studentInChangchun(
	phone: string,
	name: string,
	idNumber: string,
	zh: string,
	en: string,
): DemoAccount {
	return { ...student(phone, name, idNumber, zh, en), studiesAt: 'cc-demo-university' };
}

function staff(phone: string, role: Role, schoolCode: string | null, zh: string, en: string): DemoAccount {
	return { phone, role, schoolCode, title: { zh, en }, person: null };
}

export const demoAccounts: readonly DemoAccount[] = [
	student('19000000001', '林小禾', '530102200403150010', '学生：待审核', 'student, waiting for review'),
	student('19000000002', '赵云川', '53011120040721003X', '学生：已审核，待缴费', 'student, approved, to pay'),
	student('19000000003', '段青禾', '532901200311080026', '学生：已缴费', 'student, paid'),
	student('19000000004', '和雪梅', '530700200409020049', '学生：草稿', 'student with a draft'),
	{
		phone: '19000000005',
		role: 'student',
		schoolCode: null,
		title: { zh: '学生：新账户，尚未绑定本人', en: 'student, new, not bound yet' },
		person: null,
	},
	studentInChangchun(
		'19000000006',
		'于长宁',
		'220104200403150483',
		'学生（长春）：等学校在平台登记',
		'student in Changchun, waiting for the school',
	),
	studentInChangchun(
		'19000000007',
		'宋春阳',
		'22010420051108046X',
		'学生（长春）：未满18周岁，待缴费',
		'student in Changchun, under 18, to pay',
	),
	studentInChangchun(
		'19000000008',
		'孟吉安',
		'220104200406010507',
		'学生（长春）：等学校在平台登记，有一笔门诊报销待审核',
		'student in Changchun, waiting for the school, with a claim to review',
	),
	{
		...student(
			'19000000009',
			'木云帆',
			'530102200405180096',
			'学生：已缴费，已入库',
			'student, paid, settled',
		),
		studiesAt: 'ynau',
	},
	{
		...student(
			'19000000010',
			'普春燕',
			'532301200409220071',
			'学生：缴了两次，待退费',
			'student who paid twice',
		),
		studiesAt: 'ynufe',
	},
	staff('19000000011', 'reviewer', null, '医保中心审核员', 'reviewer of the insurance centre'),
	staff('19000000016', 'reviewer', null, '医保中心审核员（复核）', 'second reviewer of the insurance centre'),
	staff('19000000012', 'volunteer', 'kmmu', '志愿者（昆明医科大学）', 'volunteer'),
	staff('19000000013', 'school-admin', 'kmmu', '学校管理员（昆明医科大学）', 'school administrator'),
	staff(
		'19000000015',
		'school-admin',
		'cc-demo-university',
		'学校管理员（长春演示大学）',
		'school administrator, Changchun',
	),
	staff('19000000014', 'clerk', null, '缴费经办员', 'clerk for payments'),
	staff('19000000017', 'auditor', null, '审计员', 'auditor'),
];

/** What the pretended registers are told at the start: a person may have two phones. */
export const demoRegisterSeed = {
	persons: demoAccounts.flatMap(({ person, phone }) =>
		person ? [{ ...person, phones: [phone, secondPhone(phone)] }] : [],
	),
	insurance: demoAccounts.flatMap(({ person }) =>
		person ? [{ idNumber: person.idNumber, insured: 'none', lumpSumThrough: null, place: null }] : [],
	),
	// 林小禾 holds the identity that her enrollment tells of; the others are on record with none.
	identities: demoAccounts.flatMap(({ person, phone }) =>
		person
			? [
					{
						idNumber: person.idNumber,
						identities:
							phone === '19000000001'
								? [{ kind: 'subsistence', certifiedIn: 'yunnan', authority: '云南省昆明市五华区' }]
								: [],
					},
				]
			: [],
	),
	schools: demoAccounts.flatMap(({ person, studiesAt = 'kmmu' }) =>
		person
			? [
					{
						idNumber: person.idNumber,
						schoolCode: studiesAt,
						studentNumber: null,
						enrolled: true,
						graduatesOn: '2027-06-30',
					},
				]
			: [],
	),
};

/** 19000000001 → 19100000001: to see that one person cannot be bound to two accounts. */
function secondPhone(phone: string): string {
	return `191${phone.slice(3)}`;
}
