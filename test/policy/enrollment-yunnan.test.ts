/** 参保登记 · 云南。每行：说明、事实、结果、依据（先重后轻）。 */
import { expect, test } from 'vitest';
import { idCheckCharacter } from '#shared/domain/identity/id-number.ts';
import { completeForm, decide, yunnan } from './case-table.ts';

const confirmed = { schoolConfirmed: true };
const plain = { date: '2022-09-10', student: confirmed, hardship: null, insured: 'none' };
const yunnanCollege = { kind: 'subsistence', certifiedIn: 'yunnan', chooses: 'college' };
const yunnanPlace = { ...yunnanCollege, chooses: 'identity-place' };
const elsewhereCollege = { ...yunnanCollege, certifiedIn: 'elsewhere' };

const table: [description: string, facts: object, outcome: string, cites: string[]][] = [
	['无特殊身份、已确认学校、未在别处参保：可以提交', plain, 'ready', []],
	['表格填写完整', { ...plain, form: completeForm }, 'ready', []],
	['没有确认是本校在校生：退回', { ...plain, student: { schoolConfirmed: false } }, 'return', ['Y7']],
	['不知道是否确认过：退回', { ...plain, student: {} }, 'return', ['Y7']],
	['student 整个缺失，同上', { ...plain, student: undefined }, 'return', ['Y7']],
	['在别处正常参保：退回，先停保', { ...plain, insured: 'active-elsewhere' }, 'return', ['Y11']],
	['不知道是否在别处参保：人工', { ...plain, insured: undefined }, 'manual', ['Y11']],
	['趸缴到2022年：照常参保', { ...plain, insured: 'lump-sum', lumpSumThrough: 2022 }, 'ready', []],
	['趸缴到2023年：不用办', { ...plain, insured: 'lump-sum', lumpSumThrough: 2023 }, 'nothing-due', ['Y2']],
	['趸缴到2026年：不用办', { ...plain, insured: 'lump-sum', lumpSumThrough: 2026 }, 'nothing-due', ['Y2']],
	[
		'趸缴的人没确认学校、日期又早：这些规则不再运行',
		{ date: '2022-08-01', hardship: null, insured: 'lump-sum', lumpSumThrough: 2023 },
		'nothing-due',
		['Y2'],
	],
	[
		'趸缴但不知道有没有特殊身份：结果不变，说明照给',
		{ date: '2022-09-10', insured: 'lump-sum', lumpSumThrough: 2023 },
		'nothing-due',
		['Y2', 'Y8'],
	],
	['2022年9月1日前：退回', { ...plain, date: '2022-08-31' }, 'return', ['Y3']],
	['2022年9月1日当天：可以', { ...plain, date: '2022-09-01' }, 'ready', []],
	['文件没有写截止日：2023年3月仍可以', { ...plain, date: '2023-03-01' }, 'ready', []],
	['不知道有没有特殊身份：人工', { ...plain, hardship: undefined }, 'manual', ['Y8']],
	[
		'省内认定、选大学生医保、已签承诺书：可以，并提醒',
		{ ...plain, hardship: yunnanCollege, letterSigned: true },
		'ready',
		['Y8'],
	],
	[
		'省内认定、选大学生医保、没签：退回',
		{ ...plain, hardship: yunnanCollege, letterSigned: false },
		'return',
		['Y5', 'Y9'],
	],
	['省内认定、选大学生医保、不知签否：退回', { ...plain, hardship: yunnanCollege }, 'return', ['Y5', 'Y9']],
	['选身份认定地：转办，不算错', { ...plain, hardship: yunnanPlace }, 'redirect', ['Y8']],
	[
		'选身份认定地：承诺书、确认、重复参保、日期都不再运行',
		{ date: '2022-08-01', hardship: yunnanPlace, insured: 'active-elsewhere' },
		'redirect',
		['Y8'],
	],
	[
		'选身份认定地但表格有错：转办，错误照列',
		{ ...plain, hardship: yunnanPlace, form: { ...completeForm, phone: '123' } },
		'redirect',
		['Y8', 'Y6'],
	],
	[
		'趸缴到2023年又选身份认定地：不用办在先',
		{ ...plain, insured: 'lump-sum', lumpSumThrough: 2023, hardship: yunnanPlace },
		'nothing-due',
		['Y2', 'Y8'],
	],
	['外省认定：人工', { ...plain, hardship: elsewhereCollege, letterSigned: true }, 'manual', ['Y8']],
	[
		'外省认定、没签承诺书：先退回',
		{ ...plain, hardship: elsewhereCollege, letterSigned: false },
		'return',
		['Y5', 'Y9', 'Y8'],
	],
	[
		'学籍、毕业与否，云南的文件没有写：不影响',
		{ ...plain, student: { ...confirmed, registered: false, graduated: true } },
		'ready',
		[],
	],
	[
		'多处有问题：全部列出',
		{ date: '2022-08-01', hardship: null, form: {} },
		'return',
		['Y6', 'Y7', 'Y3', 'Y11'],
	],
];

test.each(table)('%s', (_description, facts, outcome, cites) => {
	const decision = decide(yunnan, 'enrollment', facts);
	expect({ outcome: decision.outcome, cites: decision.cites }).toEqual({ outcome, cites });
});

/** A number with the right check character for any birth date, real or not. */
function bornOn(birth: string, region = '110105'): string {
	const first17 = `${region}${birth}002`;
	return first17 + idCheckCharacter(first17);
}

const formTable: [description: string, change: object, field: string | null][] = [
	['姓名空白', { name: '　 ' }, 'name'],
	['没有证件类型', { idType: undefined }, 'idType'],
	['证件类型空白算没填', { idType: ' ' }, 'idType'],
	['没有证件号', { idNumber: '' }, 'idNumber'],
	['没有民族', { ethnicity: undefined }, 'ethnicity'],
	['没有婚姻状态', { maritalStatus: undefined }, 'maritalStatus'],
	['没有居住地址', { address: undefined }, 'address'],
	['没有险种', { insuranceKind: undefined }, 'insuranceKind'],
	['险种不对', { insuranceKind: '城镇职工基本医疗保险' }, 'insuranceKind'],
	['民族不在名单里', { ethnicity: '汉' }, 'ethnicity'],
	['性别不是男或女', { gender: '男性' }, 'gender'],
	['性别选填', { gender: '女' }, null],
	['手机号10位', { phone: '1390000000' }, 'phone'],
	['手机号以12开头', { phone: '12900000000' }, 'phone'],
	['手机号正确', { phone: '19900000000' }, null],
	['手机号空白算没填', { phone: ' ' }, null],
	['身份证号校验码错', { idNumber: '110105194912310021' }, 'idNumber'],
	['身份证号15位', { idNumber: '110105491231002' }, 'idNumber'],
	['小写x', { idNumber: '11010519491231002x' }, null],
	['全角', { idNumber: '１１０１０５１９４９１２３１００２Ｘ' }, null],
	['前后有空格', { idNumber: '  11010519491231002X ' }, null],
	['中间有空格', { idNumber: '110105 19491231002X' }, 'idNumber'],
	['出生日期在提交日之后', { idNumber: bornOn('20220911') }, 'idNumber'],
	['出生日期就是提交日', { idNumber: bornOn('20220910') }, null],
	['2月30日出生', { idNumber: bornOn('20000230') }, 'idNumber'],
	['1899年出生', { idNumber: bornOn('18991231') }, 'idNumber'],
	['港澳台居民居住证', { idNumber: bornOn('20000229', '810000') }, null],
	['不存在的地区代码', { idNumber: bornOn('20000229', '999999') }, null],
	['护照号不校验', { idType: 'passport', idNumber: 'E123' }, null],
	['通行证号不校验', { idType: 'hk-macao-taiwan-permit', idNumber: 'H12345678' }, null],
	['户口地址、银行信息选填', { domicileAddress: '', bankName: '任意银行', accountNumber: '1' }, null],
];

test.each(formTable)('表格：%s', (_description, change, field) => {
	const decision = decide(yunnan, 'enrollment', { ...plain, form: { ...completeForm, ...change } });
	const findings = decision.findings as { field?: string; severity: string; cites: string[] }[];
	expect(findings.map(({ field: key, severity, cites }) => ({ key, severity, cites }))).toEqual(
		field ? [{ key: field, severity: 'return', cites: ['Y6'] }] : [],
	);
	expect(decision.outcome).toBe(field ? 'return' : 'ready');
});
